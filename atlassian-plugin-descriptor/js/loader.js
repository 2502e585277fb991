// Brings the console in where its place is held and the host did not bring it; does nothing on any other page.
(() => {
  const bring = () => {
    const place = document.getElementById('um-console') || document.getElementById('um-user-panel');
    if (!place || place.dataset.umMounted || window.AJS === undefined) return;
    // From a batch our own address cannot be read: it is made from the context path.
    const from = `${AJS.contextPath()}/download/resources/org.user-management.confluence:console/`;
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = `${from}console.css`;
    const script = document.createElement('script');
    script.src = `${from}console.js`;
    document.head.append(style, script);
  };
  if (document.readyState === 'complete') bring();
  else window.addEventListener('load', bring);
})();
