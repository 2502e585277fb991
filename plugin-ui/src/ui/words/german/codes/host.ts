// German: what the sidecar says of Confluence: what went wrong there, and what it cannot do, with what would bring it.
export const host = {
  'fault.host_unreachable':
    'Confluence ist nicht erreichbar. Prüfen Sie UM_CONFLUENCE_URL, das Netz und ob Confluence läuft.',
  'fault.host_timeout':
    'Confluence hat nicht rechtzeitig geantwortet. Versuchen Sie es wieder, wenn es weniger zu tun hat.',
  'fault.host_not_confluence':
    'Unter dieser Adresse ist kein Confluence. Prüfen Sie UM_CONFLUENCE_URL samt Kontextpfad.',
  'fault.host_unauthorised':
    'Confluence hat die Anmeldung dieses Produkts abgelehnt. Prüfen Sie UM_CONFLUENCE_TOKEN, oder Benutzername und Passwort.',
  'fault.host_captcha':
    'Nach zu vielen Fehlversuchen will Confluence, dass sich ein Mensch anmeldet. Melden Sie sich einmal im Browser als Dienstkonto an.',
  'fault.host_forbidden': 'Confluence hat abgelehnt. Prüfen Sie die Rechte des Dienstkontos.',
  'fault.host_change_forbidden':
    'Confluence hat diese Änderung abgelehnt. Ließ es andere ändern, ist das Verzeichnis dort wohl schreibgeschützt, und nur wer es pflegt, kann hier ändern. Sonst prüfen Sie die Rechte des Dienstkontos.',
  'fault.host_password_forbidden':
    'Confluence ließ kein Passwort setzen: Über REST braucht das einen Systemadministrator und ein Verzeichnis, das es erlaubt. Machen Sie das Dienstkonto dazu, oder lassen Sie eine Crowd-Anwendung des Verzeichnisses den Link schicken (UM_DIRECTORIES_FILE).',
  'fault.host_not_administrator':
    'Das Dienstkonto ist kein Confluence-Administrator. Bitten Sie um das Recht, und versuchen Sie es dann erneut.',
  'fault.host_not_found': 'Confluence kennt diesen Benutzer oder diese Gruppe nicht.',
  'fault.host_not_json':
    'Confluence hat mit einer Seite statt mit Daten geantwortet. Vielleicht ist ein Proxy, eine Anmeldeseite oder eine Wartung dazwischen.',
  'fault.host_unexpected_shape': 'Confluence hat in einer Form geantwortet, die dieses Produkt nicht kennt.',
  'fault.host_rate_limited':
    'Confluence begrenzt unsere Anfragen. Bitten Sie um eine Ausnahme für das Dienstkonto, oder versuchen Sie es später.',
  'fault.host_error': 'Confluence meldet einen eigenen Fehler. Sein Protokoll nennt ihn.',
  'fault.host_endless_paging': 'Confluence gab eine Liste, die nicht endet. Das Lesen wurde abgebrochen.',
  'fault.host_read_only':
    'Confluence ist im Nur-Lesen-Modus. Schalten Sie es zurück, und versuchen Sie es dann erneut.',
  'fault.host_conflict': 'Confluence sagt, dass es das schon gibt.',
  'fault.host_licence_full': 'Die Lizenz von Confluence hat keinen freien Platz.',
  'fault.host_bad_request': 'Confluence hat die Anfrage nicht angenommen.',
  'fault.host_tokens_unknown':
    'Dieses Confluence kennt keine persönlichen Zugriffstoken; sie kamen mit 7.9. Setzen Sie stattdessen UM_CONFLUENCE_USERNAME und UM_CONFLUENCE_PASSWORD.',
  'fault.host_remote_exception':
    'Die Remote API von Confluence hat mit einer Ausnahme abgelehnt. Das Protokoll von Confluence nennt sie.',
  'fault.host_without_effect':
    'Confluence antwortete, dass nichts geändert wurde. Das Verzeichnis dieses Benutzers ist womöglich schreibgeschützt.',
  'fault.host_user_list_absent':
    'Dieses Confluence listet keine Benutzer auf: Das braucht 8.4. Stattdessen werden die Mitglieder aller Gruppen gelesen; Benutzer ohne Gruppe fehlen.',
  'fault.host_activity_absent':
    'Dieses Confluence nennt keine letzte Anmeldung: Das braucht 10.2, oder eine andere Quelle von Aktivität, seine Datenbank (UM_CONFLUENCE_DATABASE_URL) oder Dateien mit Anmeldungen (UM_EVIDENCE_DIR).',
  'fault.host_email_absent':
    'Dieses Confluence nennt keine E-Mail-Adressen: Das braucht 9.3, oder seine Verzeichnisse nennen sie, über seine Datenbank (UM_CONFLUENCE_DATABASE_URL) oder Crowd-Anwendungen (UM_DIRECTORIES_FILE).',
  'fault.host_group_list_absent': 'Dieses Confluence listet seine Gruppen nicht auf.',
  'fault.host_nesting_absent':
    'Dieses Confluence sagt nicht, welche Gruppen in anderen liegen: Das braucht 9.4. Gibt es keine solchen, dann sagen Sie es in den Einstellungen.',
  'fault.host_group_query_absent':
    'Gruppen mit Schrägstrich oder umgekehrtem Schrägstrich im Namen sind bei diesem Confluence nicht lesbar: Das braucht 10.2.',
  'fault.host_changes_absent':
    'Dieses Confluence lässt sich von außen nicht ändern. Aktualisieren Sie auf 8.2 oder neuer; davor ändert nur seine Remote API Benutzer und Gruppen, und unter /rpc/json-rpc antwortet nichts: Sehen Sie nach, ob das JSON-RPC-Plugin an ist und der Proxy diesen Pfad durchlässt.',
  'fault.host_basic_needed':
    'Vor 8.2 (Passwörter: 8.4) ändert nur die Remote API von Confluence Benutzer und Gruppen, und sie nimmt kein Token. Setzen Sie UM_CONFLUENCE_USERNAME und UM_CONFLUENCE_PASSWORD statt UM_CONFLUENCE_TOKEN, oder aktualisieren Sie auf 8.4 oder neuer.',
  'fault.host_remote_api_off':
    'Vor 8.2 (Passwörter: 8.4) ändert nur die Remote API von Confluence Benutzer und Gruppen, und sie ist aus. Schalten Sie sie unter Allgemeine Konfiguration, Weitere Konfiguration, Remote API (XML-RPC & SOAP) ein, oder aktualisieren Sie auf 8.4 oder neuer.',
  'fault.host_websudo':
    'Sichere Administratorsitzungen halten Programme davon ab, Benutzer und Gruppen dieses Confluence zu ändern. Schalten Sie sie unter Allgemeine Konfiguration, Sicherheitskonfiguration ab, oder aktualisieren Sie auf 8.4 oder neuer.',
  'fault.host_names_absent':
    'REST trägt keine Namen mit Schrägstrich oder umgekehrtem Schrägstrich, und die Remote API, die es könnte, antwortet nicht unter /rpc/json-rpc: Sehen Sie nach, ob das JSON-RPC-Plugin an ist und der Proxy diesen Pfad durchlässt, oder ändern Sie von Hand.',
  'fault.host_names_basic_needed':
    'REST trägt keine Namen mit Schrägstrich oder umgekehrtem Schrägstrich, und die Remote API, die es könnte, nimmt kein Token. Setzen Sie UM_CONFLUENCE_USERNAME und UM_CONFLUENCE_PASSWORD statt UM_CONFLUENCE_TOKEN, oder ändern Sie von Hand.',
  'fault.host_names_remote_api_off':
    'REST trägt keine Namen mit Schrägstrich oder umgekehrtem Schrägstrich, und die Remote API, die es könnte, ist aus. Schalten Sie sie unter Allgemeine Konfiguration, Weitere Konfiguration, Remote API (XML-RPC & SOAP) ein, oder ändern Sie von Hand.',
  'fault.host_names_websudo':
    'REST trägt keine Namen mit Schrägstrich oder umgekehrtem Schrägstrich, und sichere Administratorsitzungen halten Programme von der Remote API fern, die es könnte. Schalten Sie sie unter Allgemeine Konfiguration, Sicherheitskonfiguration ab, oder ändern Sie von Hand.',
  'fault.users_by_groups':
    'Gelesen als Mitglieder von Gruppen, weil dieses Confluence keine Benutzer auflistet. Benutzer ohne Gruppe fehlen.',
  'fault.users_by_groups_and_remote_api':
    'Gelesen als Mitglieder von Gruppen und über die Remote API, weil dieses Confluence keine Benutzer auflistet. Deaktivierte Benutzer ohne Gruppe können fehlen.',
  'fault.users_repeated':
    'Die Liste der Benutzer nannte jemanden zweimal. Vor 10.1 ist sie dafür bekannt: Andere können fehlen, wenn sie in keiner Gruppe sind.',
  'fault.users_unlisted':
    'Gruppen haben Mitglieder, die die Liste der Benutzer nicht zeigt. Sie wurden ergänzt; andere können fehlen.',
  'fault.users_fewer_than_licensed':
    'Confluence zählt mehr lizenzierte Benutzer, als gelesen werden konnten. Einige Benutzer fehlen.',
} as const;
