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
  'said:must not be empty. {description}': 'darf nicht leer sein. {description}',
  'said:must have at least {least} characters, has {count}. {description}':
    'muss mindestens {least} Zeichen haben und hat {count}. {description}',
  'said:must have at least {least} characters, has {count}': 'muss mindestens {least} Zeichen haben und hat {count}',
  'said:"{key}" takes nothing: write "- {word}" alone, without a colon':
    '„{key}“ nimmt nichts: schreiben Sie „- {word}“ allein, ohne Doppelpunkt',
  'said:Five fields: minute, hour, day of month, month, day of week, such as {example}.':
    'Fünf Felder: Minute, Stunde, Tag des Monats, Monat, Wochentag, etwa {example}.',
  'said:IANA zone; the zone of the process if absent.': 'Zone der IANA; ohne sie gilt die des Prozesses.',
  'said:Member of this group, directly or through nested groups.':
    'Mitglied dieser Gruppe, direkt oder über verschachtelte Gruppen.',
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
  'said:Confluence was never read; sync first, so that these names of groups can be checked: {names}':
    'Confluence wurde noch nie gelesen. Lesen Sie zuerst ein, damit sich diese Gruppennamen prüfen lassen: {names}',
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
  // What the parser of YAML found
  'said:a quotation mark before this is never closed': 'ein Anführungszeichen davor wird nie geschlossen',
  'said:what begins with &, * or an exclamation mark has a meaning of its own; put the value in quotation marks, or write it without':
    'was mit &, * oder einem Ausrufezeichen beginnt, hat eine eigene Bedeutung; setzen Sie den Wert in Anführungszeichen, oder schreiben Sie ihn ohne',
  'said:cannot stand here; most likely a quotation mark, a bracket, a comma or a colon before it is missing or one too many':
    'kann hier nicht stehen; wahrscheinlich fehlt davor ein Anführungszeichen, eine Klammer, ein Komma oder ein Doppelpunkt, oder es ist eines zu viel',
  'said:a bracket is not closed where it must be; indent every line within it, and end it with {bracket}':
    'eine Klammer ist nicht geschlossen, wo sie es sein muss; rücken Sie jede Zeile darin ein, und beenden Sie sie mit {bracket}',
  'said:a list begins on a line of its own, with the hyphens below each other':
    'eine Liste beginnt in einer eigenen Zeile, die Striche untereinander',
  'said:a comma is missing in front of this, or a bracket that closes':
    'davor fehlt ein Komma oder eine schließende Klammer',
  'said:a space is missing after the colon': 'nach dem Doppelpunkt fehlt ein Leerzeichen',
  'said:a colon and a value are missing after this key': 'nach diesem Schlüssel fehlen ein Doppelpunkt und ein Wert',
  'said:a space is missing in front of #; put the value in quotation marks if # belongs to it':
    'vor # fehlt ein Leerzeichen; setzen Sie den Wert in Anführungszeichen, wenn # dazugehört',
  'said:every entry of this list begins with a hyphen': 'jeder Eintrag dieser Liste beginnt mit einem Strich',
  'said:a line that begins with % means nothing here; remove it':
    'eine Zeile, die mit % beginnt, bedeutet hier nichts; nehmen Sie sie weg',
  'said:a backslash between double quotation marks needs a second one; between single quotation marks it stands for itself':
    'ein Backslash zwischen doppelten Anführungszeichen braucht einen zweiten; zwischen einfachen steht er für sich selbst',
  'said:is indented otherwise than the lines it belongs to; indent all of them alike':
    'ist anders eingerückt als die Zeilen, zu denen es gehört; rücken Sie alle gleich weit ein',
  'said:a value that begins with this character needs quotation marks':
    'ein Wert, der mit diesem Zeichen beginnt, braucht Anführungszeichen',
  'said:a second key or a list begins on this line; begin a new line, or put a value with a colon in it in quotation marks':
    'in dieser Zeile beginnt ein zweiter Schlüssel oder eine Liste; beginnen Sie eine neue Zeile, oder setzen Sie einen Wert mit Doppelpunkt in Anführungszeichen',
  'said:between brackets, lists and keys are written in brackets, too':
    'zwischen Klammern stehen auch Listen und Schlüssel in Klammern',
  'said:is too long for a key; most likely a quotation mark is missing':
    'ist zu lang für einen Schlüssel; wahrscheinlich fehlt ein Anführungszeichen',
  'said:a key stands on one line; most likely a colon is missing after it':
    'ein Schlüssel steht in einer Zeile; wahrscheinlich fehlt der Doppelpunkt dahinter',
  'said:a tab cannot indent; use spaces': 'ein Tabulator kann nicht einrücken; nehmen Sie Leerzeichen',
  // Templates of mails
  'said:line {line}: this kind of mail has nothing called "{name}"':
    'Zeile {line}: in dieser Art von Mail gibt es nichts namens „{name}“',
  'said:this kind of mail has nothing called "{name}" there':
    'in dieser Art von Mail gibt es dort nichts namens „{name}“',
  'said:line {line}: there is no helper "{name}"; there are {names}':
    'Zeile {line}: einen Helfer „{name}“ gibt es nicht; es gibt {names}',
  'said:line {line}: this is no template; most likely a block or a pair of braces is left open':
    'Zeile {line}: das ist keine Vorlage; wahrscheinlich ist ein Block oder ein Klammerpaar offen geblieben',
  'said:line {line}: the block "{opened}" is closed as "{closed}"; give both one name':
    'Zeile {line}: der Block „{opened}“ wird als „{closed}“ geschlossen; geben Sie beiden einen Namen',
  'said:the block "{name}" needs exactly one value behind its name':
    'der Block „{name}“ braucht genau einen Wert hinter seinem Namen',
  'said:a helper stands where only a block can; begin it with # and close it':
    'ein Helfer steht, wo nur ein Block stehen kann; beginnen Sie ihn mit #, und schließen Sie ihn',
  'said:a block has the name of no helper; there are {names}': 'ein Block heißt wie kein Helfer; es gibt {names}',
  'said:the helper "lookup" needs a value and a name': 'der Helfer „lookup“ braucht einen Wert und einen Namen',
  'said:line {line}: "{name}" is no way to a value; two dots stand only at the beginning':
    'Zeile {line}: „{name}“ ist kein Weg zu einem Wert; zwei Punkte stehen nur am Anfang',
  'said:there is no decorator "{name}"; remove it': 'einen Decorator „{name}“ gibt es nicht; nehmen Sie ihn weg',
  'said:a template cannot take another one in': 'eine Vorlage kann keine andere einbinden',
  'said:it cannot be filled': 'sie lässt sich nicht füllen',
  'said:it cannot be filled: {reason}': 'sie lässt sich nicht füllen: {reason}',
  'said:it is longer than 256 kB': 'sie ist länger als 256 kB',
  'said:no mail has a template of this name; allowed are {names}':
    'keine Mail hat eine Vorlage dieses Namens; erlaubt sind {names}',
  'said:the folder cannot be read': 'der Ordner ist nicht lesbar',
} as const;
