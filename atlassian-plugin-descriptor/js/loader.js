// Brings the console in where its place is held and the host did not bring it; does nothing on any other page.
// ES5: it comes in one file with scripts of other pages, which must not break.
(function load(page) {
  function bring() {
    bringTo(page.getElementById('um-console') || page.getElementById('um-user-panel'));
  }
  function bringTo(place) {
    if (!place || place.getAttribute('data-um-mounted') || !window.AJS) return;
    // In a batch our own address cannot be read.
    add(AJS.contextPath().concat('/download/resources/org.user-management.confluence:console/console.'));
  }
  function add(file) {
    put(page.createElement('link'), 'href', file.concat('css')).rel = 'stylesheet';
    put(page.createElement('script'), 'src', file.concat('js'));
  }
  function put(element, name, address) {
    element[name] = address;
    return page.head.appendChild(element);
  }
  if (page.readyState === 'complete') bring();
  else window.addEventListener('load', bring);
})(document);
