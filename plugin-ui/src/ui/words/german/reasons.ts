// German: why users are left alone, why something cannot be done, and why a plan is held.
export const reasons = {
  'guard.plan.user-count': '{planned} Benutzer würden geändert; die Grenze der Richtlinie ist {limit}.',
  'guard.plan.user-percent':
    '{planned} Benutzer würden geändert, {percent}\u00a0% von {usersRead}; die Grenze ist {limit}\u00a0%.',
  'guard.plan.privileged-changes':
    'Für {users} Benutzer braucht es zwei Administratoren, weil Rechte in der Administration vergeben oder Zugangsdaten von Administratoren berührt werden.',
  'guard.plan.host-not-confirmed':
    'Das ist nicht das eingerichtete Confluence, oder es ist umgezogen. Bestätigen Sie es zuerst.',
  'guard.plan.exemption-unreadable':
    'Die Mitglieder einer geschützten Gruppe sind nicht vollständig bekannt: {groups}.',
  'guard.plan.unknown-share':
    'Bei {unknown} Benutzern ist nicht bekannt, ob sie gemeint sind, {percent}\u00a0% von {usersRead}; die Grenze ist {limit}\u00a0%.',
  'guard.plan.growth':
    '{planned} Benutzer würden geändert, mehr als das {limit}-Fache der {before} der letzten Läufe dieser Richtlinie.',
  'guard.plan.rolling-window':
    'Mit diesem Plan hätten alle Richtlinien binnen {days} Tagen {users} Benutzer geändert, {percent}\u00a0% von {usersRead}; die Grenze ist {limit}\u00a0%.',
  'guard.plan.population-shrunk':
    'Nur {usersRead} Benutzer konnten gelesen werden; der letzte Lauf sah {before}. Wahrscheinlich ist eine Quelle kaputt.',
  'guard.plan.activity-shift':
    '{idlePercent}\u00a0% der Benutzer wirken untätig; beim letzten Lauf waren es {before}\u00a0%. Wahrscheinlich ist eine Quelle von Aktivität kaputt.',
  'guard.plan.activity-implausible':
    'Von {enabled} nicht deaktivierten Benutzern wurden {recent} in den letzten 30 Tagen gesehen und {inFuture} in der Zukunft. Wahrscheinlich ist eine Quelle von Aktivität kaputt.',
  'guard.plan.snapshot-too-old': 'Das Gelesene ist {ageHours} Stunden alt; die Grenze ist {limit}.',
  'guard.plan.directory-synchronising': 'Confluence las nach {minutes} Minuten noch immer {directories}.',
  'guard.plan.reindex-running': 'Confluence baute nach {minutes} Minuten noch immer seinen Suchindex auf.',
  'guard.own-account': 'das Konto, mit dem dieses Produkt selbst arbeitet',
  'guard.protected-user': 'namentlich geschützt',
  'guard.exempt': 'von allen Richtlinien ausgenommen',
  'guard.exempt-by-name': 'dem Namen nach von allen Richtlinien ausgenommen: die Ausnahme galt einem anderen Konto',
  'guard.protected-group': 'durch eine Gruppe geschützt',
  'guard.administrator': 'ein Administrator',
  'guard.administrator-credentials': 'Zugangsdaten eines Administrators, die einen zweiten Administrator brauchen',
  'guard.last-administrator': 'bleibt, damit ein Administrator übrig ist',
  'guard.started-the-run': 'hat diesen Lauf gestartet oder freigegeben',
  'guard.role-group': 'die Gruppe gibt Rechte in der Administration, was einen zweiten Administrator braucht',
  'guard.looks-like-service-account': 'sieht aus wie ein Dienstkonto: Token benutzt, nie eine Anmeldung',
  'guard.unknown-activity': 'Aktivität ist nicht bekannt',
  'guard.belongs-to-other-policy': 'gehört zu einer anderen Richtlinie, die vorgeht',
  'guard.approved-in-waves': 'schon freigegeben; eine spätere Welle dieser Freigabe tut es',
  'guard.sole-editor': 'darf als Einziger eine Seite bearbeiten: sie vorher jemand anderem öffnen',
  'guard.sole-editor-unknown': 'es lässt sich nicht sagen, ob sonst jemand die Seiten bearbeiten darf',
  'guard.username-unlawful':
    'einen solchen Benutzernamen nimmt Confluence nicht: keine Großbuchstaben, kein Leerraum, keines von \\ , + < > \' ", und nicht anonymous',
  'guard.email-unlawful': 'das ist keine Adresse, an die eine Mail gehen kann',
  'guard.named-twice': 'dieselbe Anfrage nennt diesen Benutzer schon davor',
  'guard.name-taken': 'jemand anderes hat diesen Benutzernamen',
  'guard.email-taken': 'jemand anderes hat diese E-Mail-Adresse',
  'guard.licence-full': 'es ist kein Lizenzplatz mehr frei',
  'guard.copy-incomplete': 'das andere Verzeichnis hat das Konto noch nicht ganz',
  'guard.no-other-account': 'das Konto, aus dem es entstand, gibt es nicht mehr',
  'reason.user-is-gone-for-good': 'der Benutzer wurde gelöscht, was nichts zurücknimmt',
  'reason.password-not-kept': 'niemand kennt das frühere Passwort',
  'reason.not-synchronised-yet':
    'Confluence zeigt den Benutzer noch wie vor einer Änderung, die es aus dem Verzeichnis nicht gelesen hatte; zurückzunehmen, sobald es gelesen ist',
  'reason.capability-absent': 'dieses Confluence hat keinen Weg dafür',
  'reason.user-not-addressable':
    'der Benutzername lässt sich bei diesem Confluence nicht verwenden; ändern Sie den Benutzer dort von Hand',
  'reason.group-not-addressable':
    'der Name der Gruppe lässt sich bei diesem Confluence nicht verwenden; ändern Sie ihre Mitglieder dort von Hand',
  'reason.name-needs-remote-api': 'nur die Remote API trägt einen Namen mit Schrägstrich, und sie ist aus',
  'reason.name-needs-password': 'nur die Remote API trägt einen Namen mit Schrägstrich, und sie nimmt kein Token',
  'reason.name-needs-open-sessions':
    'nur die Remote API trägt einen Namen mit Schrägstrich, und sichere Administratorsitzungen verschließen sie',
  'reason.nested-membership': 'die Mitgliedschaft kommt durch eine andere Gruppe',
  'reason.group-missing': 'die Gruppe gibt es nicht',
  'reason.status-not-told': 'niemand sagt, ob der Benutzer aktiv ist',
  'reason.directory-not-configured': 'für das Verzeichnis ist keine Crowd-Anwendung eingerichtet',
  'reason.directory-unreadable': 'das Verzeichnis antwortete nicht',
  'reason.account-not-in-source': 'das Verzeichnis hat kein solches Konto',
  'reason.source-read-only': 'die Quelle ist schreibgeschützt',
  'reason.target-read-only': 'das Ziel ist schreibgeschützt',
  'reason.name-taken': 'jemand anderes hat im Ziel diesen Namen',
  'reason.target-differs': 'das Konto ist schon dort, mit anderem Status',
  'reason.groups-missing-in-target': 'dem Ziel fehlen Gruppen des Kontos',
  'reason.mail-off': 'kein Mailserver ist eingerichtet, der Benutzer könnte also nicht benachrichtigt werden',
  'reason.email-not-told': 'es ist keine E-Mail-Adresse für eine Nachricht bekannt',
  'reason.nested-grant': 'eine Gruppe in einer Lizenzgruppe gewährt ihn, die für mehr als die Lizenz stehen kann',
  'reason.own-grant': 'der Benutzer hält die Berechtigung persönlich; entziehen Sie sie in Confluence',
  'reason.own-grant-not-certain':
    'jemand mit diesem Anzeigenamen hält die Berechtigung persönlich; sehen Sie in Confluence nach, wer',
  'reason.grants-not-known': 'was einen Platz gewährt, ist nicht vollständig bekannt',
  'reason.licence-not-read': 'die Lizenz wurde nicht gelesen',
  'reason.unsynced':
    'kein Verzeichnis kennt den Benutzer mehr; von Hand lässt er sich in Confluence unter „Unsynced from directory“ endgültig löschen',
  'reason.directory-read-only': 'das Verzeichnis ist schreibgeschützt; ändern Sie es dort, wo es geführt wird',
  'reason.another-account-takes-over': 'der Benutzer bliebe durch ein Konto in einem anderen Verzeichnis aktiv',
  'reason.user-is-gone': 'den Benutzer gibt es nicht mehr',
  'reason.user-was-renamed': 'nach dem Plan umbenannt',
  'reason.user-not-certain': 'es ist nicht sicher, dass der Benutzer dieses Namens der angelegte ist',
  'reason.status-changed': 'nach dem Plan von jemand anderem aktiviert oder deaktiviert',
  'reason.group-changed': 'Gruppen nach dem Plan von jemand anderem geändert',
  'reason.criteria-no-longer-match': 'nicht mehr gemeint, höchstwahrscheinlich nach dem Plan angemeldet',
  'reason.earlier-step-failed': 'ein früherer Schritt für diesen Benutzer gelang nicht',
  'reason.earlier-step-undone':
    'ein früherer Schritt ist an diesem Benutzer nicht zu sehen: von jemandem zurückgenommen, ohne Wirkung oder nicht mitgeteilt',
  'reason.stage-was-reset':
    'nach dem Plan benutzt, wieder aktiviert oder weitergerückt; die Stufen beginnen deshalb von vorn',
  'reason.earlier-wave': 'eine frühere Welle dieser Freigabe war schon dort',
  'reason.cancelled': 'der Lauf wurde abgebrochen',
  'reason.carried-over': 'auf den nächsten Lauf verschoben, weil die Grenze von diesem erreicht ist',
  'reason.too-many-failures': 'zu viele Änderungen waren davor gescheitert',
  'reason.host-stopped-answering': 'Confluence hörte auf zu antworten',
  'reason.turned-away': 'unsere eigene Anmeldung oder Adresse wurde abgewiesen',
  'reason.canary-without-effect': 'die ersten Änderungen im selben Verzeichnis blieben ohne Wirkung',
} as const;
