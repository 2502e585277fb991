// Renders a template with Velocity and takes the page apart with SiteMesh, the kinds of engines that Confluence has; prints JSON.

import com.opensymphony.module.sitemesh.HTMLPage;
import com.opensymphony.module.sitemesh.parser.HTMLPageParser;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

public class RenderPage {
  /** The one macro the template uses, as a host would define it. */
  private static final String MACRO =
      "#macro(requireResourcesForContext $context)<script src=\"/batch/$context\"></script>#end\n";

  public static void main(String[] arguments) throws Exception {
    VelocityEngine engine = new VelocityEngine();
    engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
    engine.init();
    StringWriter written = new StringWriter();
    String template = Files.readString(Path.of(arguments[0]));
    engine.evaluate(new VelocityContext(), written, "template", MACRO + template);
    HTMLPage page = (HTMLPage) new HTMLPageParser().parse(written.toString().toCharArray());
    StringWriter head = new StringWriter();
    page.writeHead(head);
    StringWriter body = new StringWriter();
    page.writeBody(body);
    System.out.printf(
        "{\"title\":%s,\"decorator\":%s,\"selected\":%s,\"head\":%s,\"body\":%s}%n",
        quote(page.getTitle()),
        quote(page.getProperty("meta.decorator")),
        quote(page.getProperty("page.selectedWebItem")),
        quote(head.toString()),
        quote(body.toString()));
  }

  private static String quote(String text) {
    if (text == null) return "null";
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "").replace("\n", "\\n") + '"';
  }
}
