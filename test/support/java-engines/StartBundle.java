// Does with a jar what the plugin framework does at its installation: headers from the descriptor, made by bnd, and a start in
// Felix that exports the packages it is told; prints JSON.

import aQute.bnd.osgi.Analyzer;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

public class StartBundle {
  public static void main(String[] arguments) throws Exception {
    File jar = new File(arguments[0]);
    Path work = Path.of(arguments[1]);
    Set<String> exported = new TreeSet<>(List.of(arguments[2].split(",")));
    File bundle = work.resolve("bundle.jar").toFile();
    Attributes headers = transform(jar, bundle, exported);
    Map<String, String> settings = new HashMap<>();
    settings.put("org.osgi.framework.storage", work.resolve("felix").toString());
    settings.put("org.osgi.framework.system.packages.extra", String.join(",", exported));
    settings.put("felix.log.level", "0");
    Framework framework = new FrameworkFactory().newFramework(settings);
    framework.start();
    Bundle installed = framework.getBundleContext().installBundle(bundle.toURI().toString());
    installed.start();
    System.out.printf(
        "{\"active\":%b,\"name\":\"%s\",\"version\":\"%s\",\"imports\":\"%s\",\"exports\":\"%s\"}%n",
        installed.getState() == Bundle.ACTIVE,
        installed.getSymbolicName(),
        installed.getVersion(),
        String.valueOf(headers.getValue("Import-Package")),
        String.valueOf(headers.getValue("Export-Package")));
    framework.stop();
    framework.waitForStop(5_000);
    System.exit(0);
  }

  /** Imports the package of every class the descriptor names, where the host exports it: others are passed over in silence. */
  private static Attributes transform(File jar, File bundle, Set<String> exported) throws Exception {
    Document descriptor;
    try (JarFile file = new JarFile(jar)) {
      var entry = file.getInputStream(file.getEntry("atlassian-plugin.xml"));
      descriptor = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(entry);
    }
    XPath path = XPathFactory.newInstance().newXPath();
    NodeList classes = (NodeList) path.evaluate("//@class", descriptor, XPathConstants.NODESET);
    Set<String> imports = new TreeSet<>();
    for (int place = 0; place < classes.getLength(); place++) {
      String name = classes.item(place).getNodeValue();
      String parent = name.substring(0, name.lastIndexOf('.'));
      if (exported.contains(parent)) imports.add(parent);
    }
    String key = path.evaluate("/atlassian-plugin/@key", descriptor);
    try (Analyzer analyzer = new Analyzer()) {
      analyzer.setJar(jar);
      analyzer.setProperty("Bundle-SymbolicName", key);
      analyzer.setProperty("Bundle-Version", path.evaluate("//plugin-info/version", descriptor).trim());
      analyzer.setProperty("Atlassian-Plugin-Key", key);
      analyzer.setProperty("Spring-Context", "*;timeout:=60");
      analyzer.setProperty("Import-Package", String.join(",", imports) + ",*;resolution:=optional");
      Manifest manifest = analyzer.calcManifest();
      if (!analyzer.getErrors().isEmpty()) throw new IllegalStateException(analyzer.getErrors().toString());
      analyzer.getJar().setManifest(manifest);
      analyzer.getJar().write(bundle);
      return manifest.getMainAttributes();
    }
  }
}
