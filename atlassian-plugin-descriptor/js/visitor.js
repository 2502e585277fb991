// Tells the sidecar once a day that its reader was here. Who that is, Confluence says by the session; nothing else is sent.
// ES5: it comes in one file with scripts of other pages, and an old browser must not break with it.
(function tell(host) {
  function isNews(today) {
    try {
      if (window.localStorage.getItem('user-management.told') === today) return false;
      window.localStorage.setItem('user-management.told', today);
      return true;
    } catch (_error) {
      return false;
    }
  }
  function send(reader) {
    if (!reader || !window.fetch || !isNews(new Date().toISOString().slice(0, 10).concat(' ', reader))) return;
    window
      .fetch(host.contextPath().concat('/user-management/api/v1/beacon'), {
        method: 'POST',
        headers: { 'x-um-request': '1' },
        credentials: 'same-origin',
      })
      .catch(function ignore() {});
  }
  if (!host) return;
  if (host.Meta) send(host.Meta.get('remote-user'));
})(window.AJS);
