// The console as a whole: its frame, and the page that the address names.

export function App() {
  return (
    <main class="um-app">
      <h1>User management</h1>
    </main>
  );
}
