// German: what the sidecar says of single places in a request or a policy, by the form of its English sentence. The first
// form that fits counts. What stands in `found`, `field`, `allowed` or `description` is the sidecar's, too, and looked up.
export const said = {
  // Tables of separated values
  'said:a quotation mark is opened and never closed': 'ein Anführungszeichen wird geöffnet und nie geschlossen',
  'said:a quotation mark stands in a cell that does not begin with one':
    'ein Anführungszeichen steht in einer Zelle, die nicht mit einem beginnt',
  'said:text follows a closed quotation mark': 'nach einem geschlossenen Anführungszeichen folgt noch Text',
  'said:is no table from here on': 'ist von hier an keine Tabelle mehr',
  'said:The row names nobody.': 'Die Zeile nennt niemanden.',
  'said:No user of the newest snapshot has this name.': 'Die neueste Lesung kennt keinen Benutzer dieses Namens.',
  'said:Several users have this name. Give the user key.':
    'Mehrere Benutzer haben diesen Namen. Geben Sie den user_key an.',
  'said:The names of the row belong to different users, or one of them to nobody.':
    'Die Namen der Zeile gehören verschiedenen Benutzern, oder einer davon niemandem.',
  'said:The value is no day. Write it as 2026-12-31.': 'Der Wert ist kein Tag. Schreiben Sie ihn wie 2026-12-31.',
  'said:The value is longer than 1,000 characters.': 'Der Wert ist länger als 1.000 Zeichen.',
  'said:The table gives this user two different values.': 'Die Tabelle gibt diesem Benutzer zwei verschiedene Werte.',
  'said:lacks {parts}': 'es fehlt {parts}',
  'said:names nobody': 'nennt niemanden',
  'said:has more than {count} rows': 'hat mehr als {count} Zeilen',
  // Requests
  'said:is not known here': 'ist hier nicht bekannt',
  'said:must not have a zero byte': 'darf kein Null-Byte enthalten',
  'said:must be one of {values}': 'muss eines davon sein: {values}',
  'said:must have either policy or definition': 'muss policy oder definition haben, nicht beides',
  'said:must have either text or definition': 'muss text oder definition haben, nicht beides',
  'said:must be a day of the calendar, such as {day}': 'muss ein Tag des Kalenders sein, etwa {day}',
  'said:must not lie after to': 'darf nicht nach to liegen',
  'said:must lie at most {count} days before to': 'darf höchstens {count} Tage vor to liegen',
  'said:must not follow a tier without a limit': 'darf nicht auf eine Stufe ohne Grenze folgen',
  'said:must be more than in the tier before': 'muss mehr sein als in der Stufe davor',
  'said:still needs this person': 'braucht diese Person noch',
  'said:is the file': 'ist die Datei',
  'said:must be {id}, as in the address': 'muss {id} sein, wie in der Adresse',
  'said:must have required properties {names}': 'muss enthalten: {names}',
  'said:must not have additional properties': 'darf nichts Weiteres enthalten',
  'said:must not have more than {count} characters': 'darf nicht mehr als {count} Zeichen haben',
  'said:must not have fewer than {count} characters': 'darf nicht weniger als {count} Zeichen haben',
  'said:must not have more than {count} items': 'darf nicht mehr als {count} Einträge haben',
  'said:must not have fewer than {count} items': 'darf nicht weniger als {count} Einträge haben',
  'said:must not have duplicate items': 'darf keinen Eintrag zweimal haben',
  'said:must match pattern "{pattern}"': 'muss die Form „{pattern}“ haben',
  'said:must match format "{format}"': 'muss die Form „{format}“ haben',
  'said:must be >= {limit}': 'muss mindestens {limit} sein',
  'said:must be <= {limit}': 'darf höchstens {limit} sein',
  'said:must be integer': 'muss eine ganze Zahl sein',
  'said:must be number': 'muss eine Zahl sein',
  'said:must be string': 'muss Text sein',
  'said:must be boolean': 'muss ja oder nein sein',
  'said:must be array': 'muss eine Liste sein',
  'said:must be object': 'muss ein Objekt sein',
  'said:must match a schema in anyOf': 'hat keine der erlaubten Formen',
  // The shape of a policy
  'said:is missing': 'fehlt',
  'said:is missing; a policy has either actions or stages': 'fehlt; eine Richtlinie hat entweder Aktionen oder Stufen',
  'said:unknown key, did you mean "{guess}"; allowed here: {keys}':
    'unbekannter Schlüssel, meinten Sie „{guess}“? Erlaubt sind hier: {keys}',
  'said:unknown key; allowed here: {keys}': 'unbekannter Schlüssel; erlaubt sind hier: {keys}',
  'said:must be true or false, not {found}': 'muss true oder false sein, nicht {found}',
  'said:is nested deeper than {count} levels': 'ist tiefer als {count} Ebenen verschachtelt',
  'said:is nested too deeply to be read': 'ist zu tief verschachtelt, um gelesen zu werden',
  'said:{found} is not allowed here, did you mean "{guess}"; allowed: {keys}':
    '{found} ist hier nicht erlaubt, meinten Sie „{guess}“? Erlaubt sind: {keys}',
  'said:{found} is not allowed here; allowed: {keys}': '{found} ist hier nicht erlaubt; erlaubt sind: {keys}',
  'said:{found} is not allowed here. {description}': '{found} ist hier nicht erlaubt. {description}',
  'said:{found} is not allowed here.': '{found} ist hier nicht erlaubt.',
  'said:Lower case letters and digits, hyphens between them. Stable over all versions.':
    'Kleinbuchstaben und Ziffern, dazwischen Bindestriche. Bleibt über alle Versionen gleich.',
  'said:The name people read, on one line.': 'Der Name, den Menschen lesen, in einer Zeile.',
  'said:must have exactly one key, found none; allowed: {keys}':
    'muss genau einen Schlüssel haben und hat keinen; erlaubt sind: {keys}',
  'said:must have exactly one key, found {names}; allowed: {keys}':
    'muss genau einen Schlüssel haben und hat {names}; erlaubt sind: {keys}',
  'said:must be an object with keys, not {found}; allowed: {keys}':
    'muss ein Objekt mit Schlüsseln sein, nicht {found}; erlaubt sind: {keys}',
  'said:must have exactly {wanted} keys, has {count}; allowed: {keys}':
    'muss genau {wanted} Schlüssel haben und hat {count}; erlaubt sind: {keys}',
  'said:must be a list, not {found}': 'muss eine Liste sein, nicht {found}',
  'said:must not be an empty list': 'darf keine leere Liste sein',
  'said:must not have more than {most} entries, has {count}': 'darf höchstens {most} Einträge haben und hat {count}',
  'said:must be text, not a number; write it in quotes: "{value}"':
    'muss Text sein, keine Zahl; schreiben Sie es in Anführungszeichen: "{value}"',
  'said:must be text, not {found}': 'muss Text sein, nicht {found}',
  'said:must not be empty': 'darf nicht leer sein',
  'said:must have at least {least} characters, has {count}': 'muss mindestens {least} Zeichen haben und hat {count}',
  'said:must not be longer than {most} characters, has {count}': 'darf höchstens {most} Zeichen haben und hat {count}',
  'said:must be a whole number from {least} to {most}, not {found}':
    'muss eine ganze Zahl von {least} bis {most} sein, nicht {found}',
  'said:must be a number from {least} to {most}, not {found}':
    'muss eine Zahl von {least} bis {most} sein, nicht {found}',
  'said:nothing': 'nichts',
  'said:a list': 'eine Liste',
  'said:an object': 'ein Objekt',
  // What a policy means
  'said:"{id}" is kept for runs that create users': '„{id}“ ist Läufen vorbehalten, die Benutzer anlegen',
  'said:names that begin with "{prefix}" are kept for bulk actions':
    'Namen, die mit „{prefix}“ beginnen, sind Massenaktionen vorbehalten',
  'said:a policy has either a schedule or an event it waits for; make two policies of it':
    'eine Richtlinie hat entweder einen Zeitplan oder ein Ereignis, auf das sie wartet; machen Sie zwei daraus',
  'said:with "every" the expression names one time of every day, such as 30 2 * * *':
    'mit „every“ nennt der Ausdruck eine Uhrzeit an jedem Tag, etwa 30 2 * * *',
  'said:there is no day {day}': 'den Tag {day} gibt es nicht',
  'said:"{zone}" is not a known time zone; allowed are IANA names such as {near}':
    '„{zone}“ ist keine bekannte Zeitzone; erlaubt sind IANA-Namen wie {near}',
  'said:source and target are the same directory; name two':
    'Quelle und Ziel sind dasselbe Verzeichnis; nennen Sie zwei',
  'said:a move or copy must be the only action of its policy; make a second policy for the rest':
    'ein Umzug oder eine Kopie muss die einzige Aktion der Richtlinie sein; machen Sie für den Rest eine zweite',
  'said:the group "{group}" is both added and removed; keep one of the two':
    'die Gruppe „{group}“ wird gegeben und genommen; behalten Sie eines davon',
  'said:"{action}" must be the last action: nothing can be done to a user who is gone':
    '„{action}“ muss die letzte Aktion sein: Mit einem gelöschten Benutzer kann nichts mehr getan werden',
  'said:"{one}" and "{other}" exclude each other; keep one of the two':
    '„{one}“ und „{other}“ schließen einander aus; behalten Sie eines davon',
  'said:"{action}" stands here twice': '„{action}“ steht hier zweimal',
  'said:{address} is not a mail address; allowed: name@domain':
    '{address} ist keine E-Mail-Adresse; erlaubt ist: name@domain',
  'said:a policy has either actions or stages; keep one of the two':
    'eine Richtlinie hat entweder Aktionen oder Stufen; behalten Sie eines davon',
  'said:stages go by days, so the policy needs a schedule in place of an event':
    'Stufen gehen nach Tagen; die Richtlinie braucht also einen Zeitplan statt eines Ereignisses',
  'said:a stage has either actions or warn; give it exactly one of the two':
    'eine Stufe hat entweder Aktionen oder warn; geben Sie ihr genau eines davon',
  'said:must be more than the {days} of the stage before: days count on one line':
    'muss mehr sein als die {days} der Stufe davor: Die Tage zählen auf einer Zeitleiste',
  'said:another stage is called "{name}" already': 'eine andere Stufe heißt schon „{name}“',
  'said:deletes without a warning before it; put a stage with warn in front':
    'löscht ohne Warnung davor; stellen Sie eine Stufe mit warn voran',
  'said:deletes before the last stage: nothing can follow for a user who is gone':
    'löscht vor der letzten Stufe: Nach einem gelöschten Benutzer kann nichts mehr folgen',
  'said:a timeline moves or copies accounts once; another stage does so already':
    'eine Zeitleiste zieht Konten einmal um oder kopiert sie einmal; eine andere Stufe tut das schon',
  'said:there is no group "{group}"; no group is known': 'die Gruppe „{group}“ gibt es nicht; es ist keine bekannt',
  'said:there is no group "{group}"; allowed are groups that exist, nearest names first: {near}':
    'die Gruppe „{group}“ gibt es nicht; ähnliche Namen sind: {near}',
  'said:the groups cannot be read now, so these names were not checked: {names}':
    'die Gruppen sind gerade nicht lesbar, diese Namen sind also ungeprüft: {names}',
  // Schedules
  'said:{field} is empty; allowed: {allowed}': '{field} ist leer; erlaubt: {allowed}',
  'said:{field} has 1 field instead of 5; allowed: {allowed}': '{field} hat 1 Feld statt 5; erlaubt: {allowed}',
  'said:{field} has {count} fields instead of 5 (seconds cannot be given); allowed: {allowed}':
    '{field} hat {count} Felder statt 5 (Sekunden lassen sich nicht angeben); erlaubt: {allowed}',
  'said:{field} has {count} fields instead of 5; allowed: {allowed}':
    '{field} hat {count} Felder statt 5; erlaubt: {allowed}',
  'said:{field} has an empty place in its list; allowed: {allowed}':
    '{field} hat eine leere Stelle in der Liste; erlaubt: {allowed}',
  'said:{field} "{item}" is not understood; allowed: {allowed}':
    '{field}: „{item}“ ist nicht zu verstehen; erlaubt: {allowed}',
  'said:{field} "{item}" is not a {what}; allowed: {allowed}': '{field}: „{item}“ passt hier nicht; erlaubt: {allowed}',
  'said:{field} the step of "{item}" must lie between 1 and {most}; allowed: {allowed}':
    '{field}: die Schrittweite von „{item}“ muss zwischen 1 und {most} liegen; erlaubt: {allowed}',
  'said:{field} the step of "{item}" needs a range or *; allowed: {allowed}':
    '{field}: die Schrittweite von „{item}“ braucht einen Bereich oder *; erlaubt: {allowed}',
  'said:{field} the range "{item}" runs backwards; allowed: {allowed}':
    '{field}: der Bereich „{item}“ läuft rückwärts; erlaubt: {allowed}',
  'said:{field} never fires: there is no day {day} in {months}; allowed: {allowed}':
    '{field}: tritt nie ein, denn den Tag {day} gibt es nicht in {months}; erlaubt: {allowed}',
  'said:expression': 'der Ausdruck',
  'said:minute': 'Minute',
  'said:hour': 'Stunde',
  'said:day of month': 'Tag des Monats',
  'said:month': 'Monat',
  'said:day of week': 'Wochentag',
  'said:minute hour day-of-month month day-of-week, e.g. {example}':
    'Minute, Stunde, Tag des Monats, Monat, Wochentag, etwa {example}',
  'said:{least} to {most} or {first} to {last}, lists (a,b), ranges (a-b), steps (*/n, a-b/n), *':
    '{least} bis {most} oder {first} bis {last}, Listen (a,b), Bereiche (a-b), Schritte (*/n, a-b/n), *',
  'said:{least} to {most}, lists (a,b), ranges (a-b), steps (*/n, a-b/n), *':
    '{least} bis {most}, Listen (a,b), Bereiche (a-b), Schritte (*/n, a-b/n), *',
  'said:{least} to {most}': '{least} bis {most}',
  // The text of a policy, and its file
  'said:is empty; a policy starts with the keys policy and name':
    'ist leer; eine Richtlinie beginnt mit den Schlüsseln policy und name',
  'said:is longer than {count} characters': 'ist länger als {count} Zeichen',
  'said:this key stands here a second time': 'dieser Schlüssel steht hier ein zweites Mal',
  'said:a second document starts here; one file holds one policy':
    'hier beginnt ein zweites Dokument; eine Datei enthält eine Richtlinie',
  'said:aliases are not allowed; write the value out': 'Verweise sind nicht erlaubt; schreiben Sie den Wert aus',
  'said:only text, numbers, true and false are allowed': 'erlaubt sind nur Text, Zahlen, true und false',
  'said:a key must be plain text': 'ein Schlüssel muss einfacher Text sein',
  'said:the policy "{policy}" stands in {file} already; every file needs its own':
    'die Richtlinie „{policy}“ steht schon in {file}; jede Datei braucht ihre eigene',
  'said:stands in {file} already; every policy needs its own name':
    'steht schon in {file}; jede Richtlinie braucht ihren eigenen Namen',
  'said:is managed by the file {file}; change it there': 'wird von der Datei {file} bestimmt; ändern Sie es dort',
  'said:is not text in UTF-8': 'ist kein Text in UTF-8',
  'said:cannot be read': 'ist nicht lesbar',
  // Templates of mails
  'said:line {line}: this kind of mail has nothing called "{name}"':
    'Zeile {line}: in dieser Art von Mail gibt es nichts namens „{name}“',
  'said:this kind of mail has nothing called "{name}" there':
    'in dieser Art von Mail gibt es dort nichts namens „{name}“',
  'said:line {line}: there is no helper "{name}"; there are {names}':
    'Zeile {line}: einen Helfer „{name}“ gibt es nicht; es gibt {names}',
  'said:line {line}: this is no template; most likely a block or a pair of braces is left open':
    'Zeile {line}: das ist keine Vorlage; wahrscheinlich ist ein Block oder ein Klammerpaar offen geblieben',
  'said:a template cannot take another one in': 'eine Vorlage kann keine andere einbinden',
  'said:it cannot be filled': 'sie lässt sich nicht füllen',
  'said:it is longer than 256 kB': 'sie ist länger als 256 kB',
  'said:no mail has a template of this name; allowed are {names}':
    'keine Mail hat eine Vorlage dieses Namens; erlaubt sind {names}',
  'said:the folder cannot be read': 'der Ordner ist nicht lesbar',
} as const;
