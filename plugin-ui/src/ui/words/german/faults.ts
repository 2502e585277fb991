// German: what went wrong and what to do, by the code of the fault.
export const faults = {
  'fault.offline':
    'Der Sidecar antwortet nicht. Prüfen Sie, ob er läuft und ob der Proxy seine Adresse weiterleitet, und versuchen Sie es erneut.',
  'fault.strange_answer':
    'Es hat etwas anderes als der Sidecar geantwortet, vielleicht ein Proxy. Fragen Sie, wer ihn betreibt, und versuchen Sie es erneut.',
  'fault.not_signed_in': 'Ihre Sitzung ist beendet. Melden Sie sich wieder an.',
  'fault.sign_in_refused':
    'Confluence hat das nicht angenommen. Nach mehreren Fehlversuchen verlangt es womöglich ein CAPTCHA: Melden Sie sich dann einmal im Browser bei Confluence an.',
  'fault.no_snapshot': 'Confluence wurde noch nicht gelesen. Lesen Sie es jetzt; dabei wird nichts geändert.',
  'fault.licence_not_read': 'Die Lizenz wurde noch nicht gelesen. Lesen Sie Confluence noch einmal.',
  'fault.emergency_stop': 'Alles ist angehalten. Heben Sie zuerst den Not-Halt auf der Startseite auf.',
  'fault.too_many_requests': 'Zu viele Anfragen auf einmal. Warten Sie einen Augenblick und versuchen Sie es erneut.',
  'fault.internal_error': 'Bei uns ist etwas schiefgegangen. Das Protokoll des Sidecars nennt es.',
  'fault.unexpected': 'In dieser Seite ist etwas schiefgegangen: {message}',
  'fault.page': 'Diese Seite ist abgebrochen. Was Sie anderswo getan haben, ist davon nicht berührt.',
  'fault.role_too_low':
    'Ihre Rolle erlaubt das nicht. Auditoren sehen, Operatoren handeln, Administratoren entscheiden, wie alles getan wird.',
  'fault.proof_needed': 'Nichts wurde getan: Dafür braucht es Ihr Token oder Passwort noch einmal.',
  'fault.confluence_session_ended':
    'Ihre Sitzung bei Confluence ist beendet oder die einer anderen Person. Melden Sie sich in einem anderen Tab bei Confluence an und versuchen Sie es erneut.',
  'fault.password_sign_in_off':
    'Die Anmeldung mit Passwort ist hier abgeschaltet. Verwenden Sie ein persönliches Zugriffstoken.',
  'fault.not_allowed': 'Sie sind in keiner der Gruppen, die dieses Produkt benutzen dürfen.',
  'fault.line': 'Zeile {line}:',
  'fault.csv_malformed':
    'Das ist keine Tabelle aus getrennten Werten; es wurde nichts gelesen. Berichtigen Sie die Zeile unten und versuchen Sie es noch einmal.',
  'fault.csv_without_names':
    'Die erste Zeile muss eine Spalte username, email oder user_key nennen. Es wurde nichts gelesen.',
  'fault.process_observes': 'Dieses Produkt beobachtet nur. Schalten Sie es zuerst auf der Startseite scharf.',
} as const;
