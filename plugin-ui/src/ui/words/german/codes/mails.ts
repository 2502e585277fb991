// German: what the sidecar says of mails: what became of one that did not go out, and why one cannot be sent again.
export const mails = {
  'fault.own_address_unknown':
    'Die neueste Lesung von Confluence kennt keine Adresse von Ihnen; eine Probemail hätte kein Ziel.',
  'fault.mail_not_found': 'Es gibt keine Mail mit dieser Nummer.',
  'fault.mail_not_dead':
    'Nur eine Mail, die beiseitegelegt wurde, kann noch einmal geschickt oder verworfen werden, und nur einmal. Diese ist es nicht oder nicht mehr.',
  'fault.mail_recipient_erased':
    'An wen diese Mail gehen sollte, wurde inzwischen gelöscht. Sie kann nur verworfen werden.',
  'fault.mail_may_have_arrived':
    'Diese Mail ist womöglich angekommen. Schicken Sie sie nur noch einmal, wenn sie zweimal ankommen darf.',
  'fault.mail_out_of_date':
    'Was diese Warnung sagt, stimmt nicht mehr: Der Benutzer wurde noch einmal gewarnt oder ist nicht mehr gemeint. Verwerfen Sie sie.',
  'fault.mail_off':
    'Als diese Mail hinausgehen sollte, war kein Mailserver eingerichtet. Setzen Sie UM_SMTP_URL und UM_MAIL_FROM.',
  'fault.copies_off': 'Es gibt keinen Ordner für Kopien von Berichten mehr. Setzen Sie UM_REPORTS_DIR.',
  'fault.copy_failed':
    'Die Kopie eines Berichts konnte nicht geschrieben werden. Prüfen Sie den Ordner, den UM_REPORTS_DIR nennt; das Protokoll nennt den Grund.',
  'fault.mail_interrupted':
    'Dieses Produkt endete, während der Mailserver die Mail hatte. Sie ist womöglich angekommen und wird deshalb nicht von selbst noch einmal geschickt.',
  'fault.mail_answer_lost':
    'Der Mailserver hatte die ganze Mail und sagte nie, ob er sie annimmt. Sie ist womöglich angekommen und wird deshalb nicht von selbst noch einmal geschickt.',
  'fault.mail_dropped': 'Jemand hat diese Mail verworfen, nachdem sie beiseitegelegt worden war.',
  'fault.smtp_failed': 'Die Mail ließ sich dem Mailserver nicht übergeben. Das Protokoll nennt den Grund.',
  'fault.smtp_eauth': 'Der Mailserver nimmt unsere Anmeldung nicht an. Prüfen Sie UM_SMTP_URL.',
  'fault.smtp_eoauth2':
    'Für den Mailserver wurde kein Token ausgestellt. Prüfen Sie UM_SMTP_TOKEN_URL und den Client, der dort fragt.',
  'fault.smtp_econnection': 'Der Mailserver ist nicht erreichbar, oder er hat die Verbindung beendet.',
  'fault.smtp_esocket': 'Die Verbindung zum Mailserver brach ab.',
  'fault.smtp_etimedout': 'Der Mailserver hat nicht rechtzeitig geantwortet.',
  'fault.smtp_edns': 'Der Name des Mailservers ist nicht bekannt. Prüfen Sie UM_SMTP_URL.',
  'fault.smtp_etls': 'Der Mailserver und wir fanden keine Verschlüsselung, die beide annehmen.',
  'fault.smtp_ecert':
    'Dem Zertifikat des Mailservers wird hier nicht getraut, es ist abgelaufen, oder es gilt für einen anderen Namen. Prüfen Sie NODE_EXTRA_CA_CERTS und UM_SMTP_URL.',
  'fault.smtp_eenvelope': 'Der Mailserver nimmt keine Mails von unserem Absender an diesen Empfänger.',
  'fault.smtp_emessage': 'Der Mailserver hat diese Mail abgewiesen.',
  'fault.smtp_eprotocol': 'Was unter der Adresse des Mailservers antwortete, spricht SMTP nicht wie erwartet.',
} as const;
