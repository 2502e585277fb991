// The demo panel in German.
import type { PanelWords } from '../words.ts';

const instants = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

export const german: PanelWords = {
  language: 'de',
  title: 'Demo-Pult',
  starting: 'Alles startet gerade. Das dauert etwa eine Minute; die Seite sieht von selbst wieder nach.',
  lead: (confluence) => `Was um das Produkt herum geschieht: mit dem nachgestellten Confluence ${confluence}.`,
  clockAt: (instant) => `Seine Uhr steht auf ${instant}.`,
  clockSilent: 'Es antwortet nicht.',
  people: {
    title: 'Ein Benutzer meldet sich an',
    what: 'Wie über die Seite: Die letzte Anmeldung ist dann jetzt.',
    username: 'Benutzername',
    press: 'Diesen Benutzer anmelden',
  },
  directories: {
    title: 'Benutzerverzeichnisse',
    what: 'Nachts wird zuerst die Quelle gefüttert, was alle wieder aktiviert, die dort als beschäftigt gelten; dann liest Confluence sie.',
    none: 'Alle werden in Confluence selbst geführt: Es gibt nichts zu synchronisieren.',
    synchronise: (directory) => `${directory} wie nachts synchronisieren`,
    breakSource: (directory) => `${directory} stören: Die Quelle deaktiviert alle`,
    restore: (directory) => `Alle aus ${directory} zurückholen`,
  },
  answers: {
    title: 'Antworten',
    what: 'Confluence kann dort scheitern, wo der Sidecar Gruppen liest.',
    breakReading: 'Das Lesen der Gruppen stören',
    mend: 'Confluence wieder antworten lassen',
  },
  time: {
    title: 'Zeit',
    what:
      'Stellt die Uhr von Confluence vor, und die des Sidecars, indem er neu startet. Für den Sidecar war er inzwischen aus: ' +
      'Tage ohne Aktivität zählen, Wartezeiten zwischen den Stufen einer Richtlinie nicht. Uhren gehen nur vorwärts.',
    press: (days) => (days === 1 ? '1 Tag weiter' : `${days} Tage weiter`),
  },
  version: {
    title: 'Version',
    what:
      'Nur über REST nennt 8.5 keine letzte Anmeldung: Niemand gilt sicher als untätig, und keine Richtlinie, die danach ' +
      'fragt, rührt jemanden an. Alles startet neu; Pläne, Richtlinien und Läufe dieser Demo sind dann fort.',
    press: (version) => (version === '8.5' ? 'Auf 8.5 wechseln, nur REST' : `Auf ${version} wechseln`),
  },
  done: {
    loggedIn: (username, instant) =>
      `${username} hat sich um ${instant} angemeldet. Der Sidecar erfährt es beim nächsten Lesen.`,
    synchronised: (directory, restored, changes) =>
      `${directory} wurde synchronisiert. Von der Quelle wieder aktivierte Konten: ${restored}. Von Confluence übernommene Unterschiede: ${changes}.`,
    sourceBroken: (directory, disabled) => `Von der Quelle von ${directory} deaktivierte Konten: ${disabled}.`,
    readingBroken: 'Confluence antwortet überall mit 500, wo Gruppen gelesen werden, bis Sie es beheben.',
    mended: 'Confluence antwortet wieder, wie es soll.',
    clockMoved: (instant) => `Beide Uhren stehen auf ${instant}. Alle melden sich neu an.`,
    restarted: (version) =>
      `Die Demo wurde als Confluence ${version} neu gestartet: eine andere Site, ohne Pläne, Richtlinien und Läufe von vorher.`,
  },
  wasStarting: 'Nichts wurde getan, weil alles gerade startete.',
  failed: (why) => `Das ging nicht: ${why}.`,
  nobody: (username) => `Es gibt keinen Benutzer ${username}`,
  clockSteps: (days) => `Die Uhr geht um ${days} Tage vor`,
  versions: (names) => `Die Demo lässt sich starten als ${names}`,
  missing: { username: 'Das Formular nennt keinen Benutzer', directory: 'Das Formular nennt kein Verzeichnis' },
  noDirectory: (directory) => `Es gibt kein Verzeichnis ${directory}`,
  keptInside: (directory) => `${directory} wird in Confluence selbst geführt und lässt sich mit nichts synchronisieren`,
  labSilent: 'Das nachgestellte Confluence antwortet nicht; beenden Sie die Demo, und starten Sie sie neu',
  labRefused: (said) => `Das nachgestellte Confluence sagt „${said}“`,
  sidecarSilent:
    'Der Sidecar ist nicht wieder gestartet; seine letzten Zeilen stehen dort, wo die Demo gestartet wurde',
  instant: (instant) => `${instants.format(new Date(instant))} UTC`,
};
