// Tells the sidecar once a day that its reader was here. Who that is, Confluence says by the session; nothing else is sent.
(() => {
  const reader = window.AJS?.Meta?.get('remote-user');
  if (!reader) return;
  const mark = 'user-management.told';
  const today = `${new Date().toISOString().slice(0, 10)} ${reader}`;
  try {
    if (localStorage.getItem(mark) === today) return;
    localStorage.setItem(mark, today);
  } catch {
    return;
  }
  fetch(`${AJS.contextPath()}/user-management/api/v1/beacon`, {
    method: 'POST',
    headers: { 'x-um-request': '1' },
    credentials: 'same-origin',
  }).catch(() => undefined);
})();
