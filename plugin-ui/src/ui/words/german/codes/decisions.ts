// German: what the sidecar says of decisions about plans, of erasing people, and of what administrators tell by tables.
export const decisions = {
  'fault.run_not_held': 'Dieser Lauf wird nicht zurückgehalten; es gibt nichts freizugeben oder abzulehnen.',
  'fault.run_not_rehearsed':
    'Ausgeführt wird nur eine Massenaktion, die bis zum Ende geprobt ist. Proben Sie sie noch einmal.',
  'fault.run_decided_already': 'Diesen Plan hat schon jemand freigegeben oder abgelehnt.',
  'fault.approval_expired':
    'Dieser Plan wurde zu lange zurückgehalten, um noch freigegeben zu werden. Lassen Sie die Richtlinie noch einmal laufen.',
  'fault.approval_by_own_account':
    'Das Konto, mit dem dieses Produkt arbeitet, gibt nichts frei. Melden Sie sich als Sie selbst an, mit einem eigenen persönlichen Zugriffstoken.',
  'fault.week_is_full':
    'Mit diesem Plan würden binnen 7 Tagen mehr Benutzer geändert, als zugelassen ist. Proben Sie ihn noch einmal: Dann wird er zurückgehalten und kann freigegeben werden.',
  'fault.second_person_needed':
    'Freigeben muss eine zweite Person: nicht, wer den Lauf gestartet hat, und nicht, wer die Richtlinie geschrieben hat. Ein Plan, der entstand, während diese Regel galt, behält sie.',
  'fault.waves_need_live':
    'In Wellen geht nur, was scharf getan wird. Geben Sie einen Test im Ganzen frei, oder schalten Sie Richtlinie und Produkt scharf.',
  'fault.wave_not_decided':
    'Dieser Lauf ist eine Welle einer Freigabe, die von selbst weitergeht: Die nächste Welle kommt zu allen, die übrig sind. Hier wird nichts entschieden. Um die Wellen zu beenden, brechen Sie die nächste ab. Führen sie eine Richtlinie aus, beendet sie auch eine Änderung daran, wen diese meint oder was sie tut. Der zurückgehaltene Lauf, der freigegeben wurde, zeigt, wie weit sie sind.',
  'fault.waves_too_small':
    'Eine Freigabe in Wellen dauert höchstens 90 Tage, und 7 davon bleiben für Nächte, in denen keine Welle kommen kann. Mit so wenigen Benutzern am Tag, oder so wenigen nach den Grenzen der Richtlinie selbst, kommt in den übrigen nicht jeder in diesem Plan an die Reihe. Nennen Sie mehr Benutzer am Tag, oder heben Sie die Grenzen der Richtlinie an und machen Sie einen neuen Plan.',
  'fault.privilege_needs_second_person':
    'Dieser Plan vergibt Rechte in der Administration oder berührt Zugangsdaten von Administratoren. Freigeben muss ihn ein zweiter Administrator: nicht, wer ihn verlangt hat, und nicht, wer die Richtlinie geschrieben hat.',
  'fault.privilege_asker_unknown':
    'Es ist nicht bekannt, wer diesen Plan verlangt hat; damit fehlt der erste der beiden Administratoren, die er braucht. Starten Sie die Richtlinie von Hand, und lassen Sie jemand anderen freigeben.',
  'fault.privilege_needs_administrators':
    'Wer diesen Plan verlangt hat und wer ihn freigibt, muss in diesem Augenblick Administrator von Confluence und von diesem Produkt sein, durch eine Gruppe, in der er selbst ist.',
  'fault.host_rights_too_low':
    'In Confluence selbst dürfen Sie das nicht, also wird es hier nicht für Sie getan. Ein Confluence-Administrator darf es; Passwörter, Löschungen, Umzüge zwischen Verzeichnissen und Gruppen von Systemadministratoren brauchen einen Systemadministrator.',
  'fault.host_rights_unknown':
    'Dieses Confluence sagt nicht, ob Sie das dort selbst dürfen, also wird es hier nicht für Sie getan. Ein Mitglied von confluence-administrators kann es tun; oder setzen Sie UM_RIGHTS_CEILING auf roles, wenn allein die Gruppen dieses Produkts entscheiden sollen.',
  'fault.person_not_known': 'Hier ist niemand mit diesem Benutzernamen oder Benutzerschlüssel bekannt.',
  'fault.person_ambiguous':
    'Diesen Namen hatten mehrere Konten. Nennen Sie den Benutzerschlüssel des gemeinten; die Einzelheiten nennen die Schlüssel, die es gibt.',
  'fault.person_is_yourself':
    'Sie würden sich selbst löschen, während Sie angemeldet sind. Das muss ein anderer Administrator tun.',
  'fault.person_still_active':
    'Confluence zeigt diesen Benutzer noch als aktiv; mit dem nächsten Lesen käme alles wieder. Löschen, anonymisieren oder deaktivieren Sie ihn dort, lesen Sie Confluence neu, und löschen Sie dann.',
  'fault.person_needed':
    'Ein Lauf oder eine Freigabe in Wellen braucht diese Person noch. Lassen Sie ihn enden, oder halten Sie ihn an; die Einzelheiten nennen ihn.',
  'fault.period_wrong':
    'Der Zeitraum muss nach seinem Anfang enden und darf höchstens 400 Tage lang sein. Fragen Sie nach einem Teil nach dem anderen.',
  'fault.plan_not_as_sealed':
    'Der gespeicherte Plan ist nicht, was seine Prüfsumme sagt: Etwas außerhalb dieses Produkts hat ihn geändert. Von da an wurde nichts mehr ausgeführt; finden Sie heraus, wer in die Datenbank schreibt, und planen Sie neu.',
  'fault.plan_outdated':
    'Nach diesem Plan wurde geändert, wen die Richtlinie meint oder was sie tut, oder sie wurde außer Dienst gestellt. Machen Sie einen neuen Plan: Lassen Sie die Richtlinie noch einmal laufen.',
  'fault.plan_digest_differs':
    'Der Plan dieses Laufs ist ein anderer als der, den Sie freigeben wollen. Lesen Sie ihn noch einmal.',
  'fault.newcomers_invalid':
    'Einigen anzulegenden Benutzern fehlt Benutzername, Name oder E-Mail-Adresse, oder es sind keine oder zu viele. Die Einzelheiten nennen jede Zeile.',
  'fault.newcomers_beyond_limit':
    'So viele Benutzer dürfen nicht auf einmal ohne Freigabe angelegt werden. Lassen Sie maxUsers weg, oder bitten Sie einen Administrator, die Grenze zu erhöhen (PUT /process/newcomers).',
  'fault.policy_reserved':
    'Diese Kennung ist Läufen vorbehalten, die Benutzer anlegen. Geben Sie der Richtlinie eine andere.',
  'fault.field_not_found': 'Es gibt kein Feld mit diesem Schlüssel. Legen Sie es mit PUT /fields/⟨Schlüssel⟩ an.',
  'fault.field_has_old_values':
    'Ein Feld mit diesem Schlüssel wurde gelöscht, und Benutzer haben noch Werte davon, nach denen Richtlinien sofort auswählen würden. Sagen Sie mit oldValues, ob sie wiederkommen (bring-back) oder wegfallen (drop).',
  'fault.list_not_found': 'Es gibt keine Liste von Benutzern mit diesem Namen.',
  'fault.list_in_use':
    'Richtlinien fragen nach dieser Liste und würden ohne sie niemanden auswählen. Ändern Sie erst diese, oder nehmen Sie sie außer Betrieb.',
  'fault.filter_not_found': 'Sie haben keinen Filter dieses Namens gespeichert.',
  'fault.too_many_filters':
    'Sie haben schon hundert Filter gespeichert. Entfernen Sie einen, den Sie nicht mehr brauchen.',
  'fault.csv_without_values':
    'Die erste Zeile muss eine Spalte value nennen, oder eine mit dem Schlüssel oder Namen des Feldes.',
  'fault.licence_terms_wrong':
    'Die Tabelle der Stufen ergibt so keinen Sinn. Die Einzelheiten nennen jede Stelle und was dort stehen muss.',
  'fault.licence_alert_wrong':
    'Ein Alarm braucht einen Anteil der Lizenz oder eine Zahl von Plätzen. Nennen Sie eines davon, oder schalten Sie ihn ab.',
} as const;
