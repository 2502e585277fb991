// German: what the sidecar says of directories and Crowd, of Confluence's database and of files of evidence.
export const sources = {
  'fault.directories_untold':
    'Niemand sagt, welche Benutzerverzeichnisse dieses Confluence fragt. Machen Sie das Dienstkonto zum Systemadministrator, oder setzen Sie UM_CONFLUENCE_DATABASE_URL.',
  'fault.directories_unread':
    'Die Konten von mindestens einem Benutzerverzeichnis waren nicht lesbar; Benutzer können Konten haben, von denen niemand erzählt.',
  'fault.directory_without_source':
    'Keine Quelle nennt die Konten dieses Verzeichnisses. Nehmen Sie seine Crowd-Anwendung in UM_DIRECTORIES_FILE auf, oder setzen Sie UM_CONFLUENCE_DATABASE_URL.',
  'fault.directory_without_application':
    'Konten sollen zwischen Verzeichnissen umziehen, und eines davon hat hier keine Crowd-Anwendung. Nehmen Sie sie in UM_DIRECTORIES_FILE auf.',
  'fault.directory_unused': 'Confluence fragt kein Verzeichnis dieses Namens; seine Konten zählen also nicht.',
  'fault.user_unsynced':
    'Kein Verzeichnis hat diesen Benutzer mehr, also gibt es kein Konto anzusehen. Die Liste dessen, was zwischen Verzeichnissen unstimmig ist, nennt solche Benutzer, und die Übergabeliste die, deren Löschung eine Richtlinie verlangte.',
  'fault.unsynced_not_told':
    'Welche Benutzer kein Verzeichnis mehr hat, sagt nur die Datenbank von Confluence. Setzen Sie UM_CONFLUENCE_DATABASE_URL.',
  'fault.directory_synchronising':
    'Confluence las stundenlang ein Benutzerverzeichnis; der Rest des Laufs blieb deshalb liegen. Sorgen Sie dafür, dass die Synchronisation endet; wer übrig ist, kommt mit der nächsten Welle an die Reihe oder, wenn Sie den Lauf noch einmal starten.',
  'fault.reindex_running':
    'Confluence baute stundenlang seinen Suchindex neu auf; der Rest des Laufs blieb deshalb liegen. Sorgen Sie dafür, dass das endet; wer übrig ist, kommt mit der nächsten Welle an die Reihe oder, wenn Sie den Lauf noch einmal starten.',
  'fault.crowd_not_configured':
    'Für dieses Verzeichnis ist keine Crowd-Anwendung mehr eingerichtet. Siehe UM_DIRECTORIES_FILE.',
  'fault.crowd_unreachable':
    'Crowd ist nicht erreichbar. Prüfen Sie die Adresse dieses Verzeichnisses in UM_DIRECTORIES_FILE, das Netz und ob Crowd läuft.',
  'fault.crowd_timeout':
    'Crowd hat nicht rechtzeitig geantwortet. Versuchen Sie es wieder, wenn es weniger zu tun hat.',
  'fault.crowd_not_crowd':
    'Unter dieser Adresse ist kein Crowd. Prüfen Sie die Adresse dieses Verzeichnisses in UM_DIRECTORIES_FILE samt Kontextpfad.',
  'fault.crowd_unauthorised':
    'Crowd hat die Anwendung abgelehnt. Name und Passwort in UM_DIRECTORIES_FILE müssen die einer Crowd-Anwendung sein, nicht die einer Person.',
  'fault.crowd_address_refused':
    'Crowd weist unsere Adresse ab. Nehmen Sie die Adresse des Sidecars in die Remote-Adressen der Anwendung in Crowd auf, und sehen Sie nach, ob die Anwendung aktiv ist.',
  'fault.crowd_permission_denied':
    'Die Crowd-Anwendung darf das in diesem Verzeichnis nicht. Erlauben Sie es in Crowd, der Anwendung wie dem Verzeichnis.',
  'fault.crowd_read_only':
    'Dieses Verzeichnis wird nur gelesen. Um das zu ändern, setzen Sie dafür writable: true in UM_DIRECTORIES_FILE.',
  'fault.crowd_wrong_directory':
    'Die Crowd-Anwendung antwortet für ein anderes Verzeichnis als das eingerichtete. Vergleichen Sie directoryId in UM_DIRECTORIES_FILE mit dem Verzeichnis, das in Crowd zugeordnet ist.',
  'fault.crowd_several_directories':
    'Die Crowd-Anwendung antwortet für mehrere Verzeichnisse. Ordnen Sie ihr genau eines zu, und nehmen Sie für jedes Verzeichnis eine eigene Anwendung.',
  'fault.crowd_directory_untold':
    'Crowd sagt nicht, in welchem Verzeichnis dieses Konto liegt; es wurde nichts geändert.',
  'fault.crowd_directory_unconfirmed':
    'Dieses Verzeichnis wird nur gelesen, bis seine directoryId in UM_DIRECTORIES_FILE steht.',
  'fault.crowd_account_replaced':
    'Das Verzeichnis hat jetzt ein anderes Konto dieses Namens als damals, als die Änderung geplant wurde.',
  'fault.crowd_name_taken': 'Das Verzeichnis hat diesen Namen schon, für jemand anderen.',
  'fault.crowd_user_not_found': 'Das Verzeichnis kennt diesen Benutzer nicht.',
  'fault.crowd_group_not_found': 'Das Verzeichnis kennt diese Gruppe nicht.',
  'fault.crowd_membership_not_found': 'Das Verzeichnis kennt diese Mitgliedschaft nicht.',
  'fault.crowd_membership_exists': 'Das Verzeichnis hat diese Mitgliedschaft schon.',
  'fault.crowd_user_refused': 'Das Verzeichnis nimmt keinen Benutzer dieses Namens oder mit diesen Werten an.',
  'fault.crowd_group_refused': 'Das Verzeichnis nimmt keine Gruppe dieses Namens an.',
  'fault.crowd_password_refused': 'Das Verzeichnis nimmt dieses Passwort nicht an: Seine Regeln sind strenger.',
  'fault.crowd_no_email': 'Das Verzeichnis hat für diesen Benutzer keine brauchbare E-Mail-Adresse.',
  'fault.crowd_value_too_long': 'Der Wert eines Attributs hat höchstens 255 Zeichen.',
  'fault.crowd_name_unusable': 'Dieser Name lässt sich so nicht an Crowd schicken.',
  'fault.crowd_capability_absent': 'Dieses Crowd oder dieses Verzeichnis hat keinen Weg dafür.',
  'fault.crowd_changes_lost': 'Crowd weiß nicht mehr, was sich seither geändert hat. Es muss alles neu gelesen werden.',
  'fault.crowd_not_data':
    'Crowd hat mit einer Seite statt mit Daten geantwortet, oder nicht bis zum Ende. Vielleicht ist ein Proxy oder eine Wartung dazwischen.',
  'fault.crowd_unexpected_shape': 'Crowd hat in einer Form geantwortet, die dieses Produkt nicht kennt.',
  'fault.crowd_rate_limited': 'Crowd hat keine Zeit für unsere Anfragen. Versuchen Sie es später.',
  'fault.crowd_error': 'Crowd meldet einen eigenen Fehler. Sein Protokoll nennt ihn.',
  'fault.crowd_endless_paging': 'Crowd gab eine Liste, die nicht endet. Das Lesen wurde abgebrochen.',
  'fault.crowd_bad_request': 'Crowd hat die Anfrage nicht angenommen.',
  'fault.database_unreachable':
    'Die Datenbank von Confluence ist nicht erreichbar. Prüfen Sie UM_CONFLUENCE_DATABASE_URL, das Netz und ob sie läuft.',
  'fault.database_login_refused':
    'Die Datenbank von Confluence hat die Anmeldung abgelehnt. Prüfen Sie Name und Passwort in UM_CONFLUENCE_DATABASE_URL.',
  'fault.database_login_can_write':
    'Die Anmeldung an der Datenbank von Confluence kann schreiben. Nehmen Sie eine, die nur lesen darf; `user-management sql` zeigt, was sie braucht. Oder erlauben Sie es mit UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE.',
  'fault.database_not_confluence':
    'In dieser Datenbank sind die Tabellen von Confluence nicht. Prüfen Sie den Namen der Datenbank in UM_CONFLUENCE_DATABASE_URL.',
  'fault.database_unreadable':
    'Die Anmeldung darf nicht alle Tabellen von Confluence lesen, die sie braucht. Erlauben Sie ihr dort SELECT.',
  'fault.database_timeout':
    'Die Datenbank von Confluence hat nicht rechtzeitig geantwortet. Versuchen Sie es wieder, wenn sie weniger zu tun hat.',
  'fault.database_error': 'Die Datenbank von Confluence meldet einen Fehler. Das Protokoll des Sidecars nennt ihn.',
  'fault.evidence_folder_unreadable':
    'Der Ordner mit Belegen ist nicht lesbar. Prüfen Sie UM_EVIDENCE_DIR und die Rechte darauf.',
  'fault.evidence_settings_invalid':
    'Die Datei evidence.yaml im Ordner mit Belegen ist nicht, wie sie sein muss. Bis dahin wird keine Datei gelesen.',
  'fault.evidence_file_missing':
    'Eine Datei mit Belegen, die evidence.yaml nennt, ist nicht da. Legen Sie sie hin, oder nehmen Sie den Eintrag heraus.',
  'fault.evidence_file_unsettled':
    'Eine Datei mit Belegen wird gerade noch geschrieben. Sie wird beim nächsten Mal gelesen.',
  'fault.evidence_file_unreadable': 'Eine Datei mit Belegen ist nicht lesbar. Prüfen Sie die Rechte darauf.',
  'fault.evidence_encoding_unknown':
    'Eine Datei mit Belegen ist weder UTF-8 noch UTF-16. Exportieren Sie sie noch einmal, oder nennen Sie ihre Kodierung in evidence.yaml.',
  'fault.evidence_table_malformed':
    'Eine Datei mit Belegen ist keine Tabelle, oder sie ist abgeschnitten. Exportieren Sie sie noch einmal.',
  'fault.evidence_columns_unknown':
    'Eine Datei mit Belegen hat keine bekannte Spalte für Benutzer oder Tage. Nennen Sie sie unter columns in evidence.yaml.',
  'fault.evidence_date_ambiguous':
    'Tage in einer Datei mit Belegen lassen sich auf zwei Arten lesen. Nennen Sie ihre Form in evidence.yaml.',
  'fault.evidence_zone_missing':
    'Zeiten in einer Datei mit Belegen sagen nicht, in welcher Zeitzone sie sind. Nennen Sie sie in evidence.yaml.',
  'fault.evidence_date_unknown':
    'Tage in einer Datei mit Belegen haben keine bekannte Form. Nennen Sie sie in evidence.yaml.',
  'fault.evidence_stale':
    'Eine Datei mit Belegen ist zu alt, um sich darauf zu verlassen. Bringen Sie eine neuere, erhöhen Sie maxAgeDays, oder nehmen Sie sie heraus.',
  'fault.evidence_log_unknown':
    'Keine Zeile eines Zugriffsprotokolls ist so, wie sein Muster sagt. Nennen Sie das Muster aus server.xml in evidence.yaml.',
} as const;
