// German: what the sidecar says of requests, sign-in, rights, policies and runs. Its own sentences are the English ones.
export const requests = {
  'fault.bad_request':
    'Die Anfrage wurde nicht verstanden. Ist ein Feld falsch, nennen die Einzelheiten es und was dort erlaubt ist.',
  'fault.bad_cursor': 'Die Marke gehört nicht zu dieser Liste. Beginnen Sie ohne sie von vorn.',
  'fault.body_too_large': 'Die Anfrage ist größer, als dieses Produkt annimmt. Schicken Sie weniger auf einmal.',
  'fault.media_type_unknown': 'Schicken Sie JSON mit dem Kopf Content-Type: application/json.',
  'fault.token_not_enough':
    'Ein Token für die API reicht dafür nicht: Das muss eine Person tun, die als sie selbst angemeldet ist.',
  'fault.token_not_found': 'Es gibt kein Token für die API mit dieser Nummer.',
  'fault.too_many_tokens':
    'Es gibt zu viele Token für die API. Nehmen Sie die zurück, die niemand benutzt, bevor Sie ein weiteres ausstellen.',
  'fault.csrf_header_missing': 'Änderungen brauchen den Kopf X-UM-Request: 1.',
  'fault.not_same_origin':
    'Das ist nur für Seiten dieser Site selbst. Ist dies eine davon, dann setzen Sie UM_PUBLIC_URL auf ihre Adresse.',
  'fault.webhook_signature_wrong':
    'Diese Zustellung war nicht mit dem Geheimnis dieses Produkts unterschrieben. Tragen Sie beim Webhook in Confluence und in UM_WEBHOOK_SECRET dasselbe ein.',
  'fault.not_found': 'Unter dieser Adresse gibt es nichts.',
  'fault.policy_not_found': 'Es gibt keine Richtlinie mit dieser Kennung.',
  'fault.run_not_found': 'Es gibt keinen Lauf mit dieser Nummer.',
  'fault.plan_not_found': 'Dieser Lauf hat noch keinen Plan, oder er endete, bevor er einen hatte.',
  'fault.simulation_not_found':
    'Diese Simulation gibt es nicht mehr. Simulationen werden 30 Tage aufbewahrt; machen Sie eine neue.',
  'fault.name_list_unreadable':
    'Die Liste ist nicht lesbar. Schicken Sie getrennte Werte mit einer Spalte wie username, email oder user_key, oder einen Namen je Zeile.',
  'fault.report_not_found': 'Dieser Lauf hat noch keinen Bericht. Er wird geschrieben, wenn der Lauf endet.',
  'fault.user_not_found': 'Die neueste Lesung kennt keinen Benutzer mit diesem Schlüssel.',
  'fault.exemption_not_found': 'Es gibt keine Ausnahme mit dieser Nummer.',
  'fault.exemption_over': 'Diese Ausnahme ist schon beendet. Legen Sie eine neue an.',
  'fault.exemption_subject_unknown':
    'Die neueste Lesung kennt keinen Benutzer und keine Gruppe dieses Namens; die Ausnahme würde niemanden schützen.',
  'fault.exemption_end_wrong': 'Der letzte Tag einer Ausnahme ist ein Datum von heute an, höchstens zwei Jahre voraus.',
  'fault.quiet_times_wrong':
    'Ruhezeiten brauchen eine bekannte Zeitzone, Tage, die es gibt, und ein Ende, das nicht der Anfang ist.',
  'fault.policy_invalid': 'Die Richtlinie hat Fehler. Die Einzelheiten nennen jede Stelle und was dort erlaubt ist.',
  'fault.criteria_invalid':
    'Die Bedingungen haben Fehler. Die Einzelheiten nennen jede Stelle und was dort erlaubt ist.',
  'fault.policy_managed_by_file':
    'Diese Richtlinie wird von einer Datei bestimmt. Ändern Sie die Datei, und starten Sie neu.',
  'fault.policy_overtaken':
    'Jemand hat diese Richtlinie inzwischen gespeichert. Sehen Sie sich an, was geändert wurde, und speichern Sie dann darüber.',
  'fault.policy_has_open_run':
    'Diese Richtlinie hat einen Lauf, der nicht beendet ist. Warten Sie auf ihn, oder brechen Sie ihn ab.',
  'fault.exemption_unreadable':
    'Die Mitglieder einer geschützten Gruppe waren nicht lesbar; es wurde niemand angerührt.',
  'fault.before_images_erased':
    'Dieser Lauf lässt sich nicht zurücknehmen: Was er vor seinen Änderungen vorfand, wurde am Ende der Aufbewahrungszeit gelöscht. Die Einstellungen nennen diese Zeit.',
  'fault.nothing_to_undo': 'Dieser Lauf hat nichts geändert, was sich zurücknehmen ließe.',
  'fault.run_not_finished': 'Dieser Lauf ist noch nicht beendet. Warten Sie auf ihn, oder brechen Sie ihn zuerst ab.',
  'fault.run_paused_by_another':
    'Diesen Lauf hat jemand anderes angehalten. Weiter lassen ihn diese Person oder ein Administrator.',
  'fault.stopped_by_another':
    'Den Not-Halt hat jemand anderes gezogen. Aufheben ihn diese Person oder ein Administrator.',
  'fault.run_already_finished': 'Dieser Lauf ist beendet und kann nicht mehr abgebrochen werden.',
  'fault.host_changed':
    'Es antwortet jetzt ein anderes Confluence als das, das Sie bestätigen wollen. Sehen Sie noch einmal nach.',
  'fault.capability_absent': 'Dieses Confluence hat keinen Weg dafür.',
  'fault.host_not_confirmed':
    'Das ist nicht das eingerichtete Confluence, oder es ist umgezogen. Bestätigen Sie es zuerst; bis dahin wird es nur gelesen.',
  'fault.second_opinion_differs':
    'Zwei Auswertungen der Bedingungen widersprechen sich bei jemandem; es wurde niemand angerührt. Bitte melden Sie das.',
  'fault.interrupted': 'Der Prozess endete während des Aufrufs; was daraus wurde, ist nicht bekannt.',
} as const;
