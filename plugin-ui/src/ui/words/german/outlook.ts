// German: seats over time, tiers and prices, lines to be told of, and what runs did to the seats.
export const outlook = {
  'outlook.title': 'Plätze im Lauf der Zeit',
  'outlook.oneDay': {
    one: '{count} Platz belegt am {day}. Mit dem nächsten Tag, an dem Confluence gelesen wird, beginnt hier eine Linie.',
    other:
      '{count} Plätze belegt am {day}. Mit dem nächsten Tag, an dem Confluence gelesen wird, beginnt hier eine Linie.',
  },
  'outlook.noHistory':
    'Noch hat keine Lesung von Plätzen erzählt. Jeder Tag, an dem Confluence gelesen wird, fügt einen Punkt hinzu.',
  'outlook.picture': {
    one: 'Belegte Plätze an {count} Tag, am Ende {seats}.',
    other: 'Belegte Plätze an {count} Tagen, am Ende {seats}. Die Zahlen stehen in der Tabelle darunter.',
  },
  'outlook.asTable': 'Als Tabelle, Monat für Monat',
  'outlook.day': 'Tag',
  'outlook.ours': 'Plätze nach unserer Lesung',
  'outlook.host': 'Nach Confluence',
  'outlook.most': 'Grenze',
  'outlook.tier': 'Stufe {seats}',
  'outlook.limit': 'Grenze {seats}',
  'outlook.noTerms':
    'Tragen Sie Ihre Stufen, Preise und den Tag der Verlängerung ein, dann sagt diese Seite, was die nächste Stufe darunter verlangt und spart.',
  'outlook.noRenewal': 'Keine Verlängerung liegt vor Ihnen, also wird nichts vorhergesagt. Tragen Sie ihren Tag ein.',
  'outlook.notEnough':
    'Zu wenig Verlauf für eine Vorhersage: {readings} von {neededReadings} Lesungen, über {spanDays} von {neededDays} Tagen.',
  'outlook.forecast': 'Bei der Verlängerung am {day}: etwa {seats} Plätze, zwischen {low} und {high}',
  'outlook.more': { one: '{count} Platz mehr im Monat.', other: '{count} Plätze mehr im Monat.' },
  'outlook.fewer': { one: '{count} Platz weniger im Monat.', other: '{count} Plätze weniger im Monat.' },
  'outlook.level': 'Weder mehr noch weniger.',
  'outlook.headroom': {
    one: 'Die freien Plätze reichen etwa {count} Monat.',
    other: 'Die freien Plätze reichen etwa {count} Monate.',
  },
  'outlook.window':
    'Eine kleinere Stufe gibt es nur mit der Verlängerung, in der Regel ab {day} zu bestellen, 90 Tage vorher. Das letzte Wort hat Ihr Anbieter.',
  'outlook.method':
    'Eine gerade Linie durch {readings} Lesungen seit {since}; sie sagt, was geschieht, wenn es so weitergeht.',
  'outlook.now': 'Jetzt',
  'outlook.atRenewal': 'Bei der Verlängerung',
  'outlook.nextDown': {
    one: '{when}: {count} Platz freizumachen für die Stufe {tier}. Sie kostet {saving} weniger.',
    other: '{when}: {count} Plätze freizumachen für die Stufe {tier}. Sie kostet {saving} weniger.',
  },
  'outlook.fits': '{when}: Alle passen schon in die Stufe {tier}. Sie kostet {saving} weniger.',
  'outlook.beyond': '{when}: mehr Plätze, als irgendeine Stufe der Tabelle fasst.',
  'outlook.smallest': '{when}: keine Stufe darunter.',
  'outlook.noTier':
    '{when}: Niemand nennt die Grenze dieser Lizenz, oder keine Stufe fasst sie. Von einer Stufe darunter wird nichts gesagt.',
  'terms.enter': 'Stufen und Preise eintragen …',
  'terms.change': 'Stufen und Preise ändern …',
  'terms.hint':
    'Wie in Ihrem Angebot, mit den Apps: Sie folgen der Stufe von Confluence. Nichts ist eingebaut, und nichts wird irgendwohin geschickt.',
  'terms.renewal': 'Tag der Verlängerung',
  'terms.currency': 'Währung',
  'terms.tier': 'Stufe {row}',
  'terms.seats': 'Plätze (leer: ohne Grenze)',
  'terms.price': 'Preis',
  'terms.add': 'Stufe hinzufügen',
  'alert.title': 'Bescheid geben, wenn Plätze knapp werden',
  'alert.none':
    'Niemand bekommt Bescheid. Ziehen Sie eine Linie, dann bekommt, wen Sie nennen, eine Mail, wenn sie überschritten wird.',
  'alert.percent': 'Ab {share} der Lizenz.',
  'alert.seats': { one: 'Ab {count} Platz.', other: 'Ab {count} Plätzen.' },
  'alert.to': 'Eine Mail geht an {names}, einmal je Überschreitung.',
  'alert.toNobody': 'Keine Mail, nur ein Wort auf der Startseite.',
  'alert.raised': 'Die Linie bei {threshold} wurde {when} überschritten: {seats} Plätze waren da belegt.',
  'alert.mailFailed': 'Eine Mail darüber konnte nicht verschickt werden: {reason}',
  'alert.draw': 'Linie ziehen …',
  'alert.change': 'Ändern …',
  'alert.hint':
    'Gilt ab der nächsten Lesung. Eine Überschreitung endet zwei Hundertstel unter ihrer Linie. Beides leer: keine Linie.',
  'alert.percentField': 'Anteil der Lizenz in Prozent',
  'alert.seatsField': 'Zahl der Plätze',
  'alert.toField': 'Mailadressen',
  'effects.title': 'Was Läufe mit den Plätzen gemacht haben',
  'effects.nobody': 'Kein scharfer Lauf hat in den letzten 180 Tagen jemandem den Zugang genommen.',
  'effects.rate': '{rate} kamen innerhalb von {days} Tagen zurück',
  'effects.rateUnknown': 'Wer innerhalb von {days} Tagen zurückkam, ist noch nicht bekannt',
  'effects.rateMeans':
    'Von denen, bei denen es bekannt ist. Wen keine Lesung rechtzeitig ansah, zählt als unbekannt, nicht als weggeblieben.',
  'effects.policy': 'Richtlinie',
  'effects.users': 'Zugang genommen',
  'effects.back': 'Zurückgekommen',
  'effects.stayed': 'Weggeblieben',
  'effects.tooEarly': 'Noch zu früh',
  'effects.unknown': 'Unbekannt',
  'effects.share': 'Anteil zurück',
  'effects.runs': 'Plätze, die die letzten scharfen Läufe freigemacht haben',
  'effects.ended': 'Beendet',
  'effects.planned': 'Geplant',
  'effects.freed': 'Wirklich frei',
  'effects.uncertain': 'Unsicher',
  'backtest.title': 'Wenn eine Richtlinie früher gelaufen wäre',
  'backtest.hint':
    'Sieht sich ein Lesen von damals an, das noch aufgehoben ist, und was heute von denselben Benutzern bekannt ist. Nichts wird geändert.',
  'backtest.policy': 'Richtlinie',
  'backtest.choose': 'Bitte wählen',
  'backtest.ago': 'Tage zurück',
  'backtest.days': { one: '{count} Tag', other: '{count} Tage' },
  'backtest.nothing':
    'So weit zurück ist nichts aufgehoben, also lässt sich nichts sagen. Das älteste Lesen war {when}; Momentaufnahmen bleiben {days} Tage, was die Einstellungen ändern können.',
  'backtest.meant': {
    one: '{when} hätte sie {count} Benutzer getroffen, {wrongly} davon zu Unrecht.',
    other: '{when} hätte sie {count} Benutzer getroffen, {wrongly} davon zu Unrecht.',
  },
  'backtest.since': 'Seitdem',
  'backtest.activeSince': 'war aktiv: zu Unrecht getroffen',
  'backtest.idleSince': 'war nicht aktiv',
  'backtest.disabledSince': 'wurde deaktiviert, konnte also nicht aktiv sein',
  'backtest.unknown': 'nicht bekannt',
  'backtest.leftOut':
    'Ausgelassen: {spared}, die heute geschützt sind, {unknown}, bei denen damals nicht bekannt war, ob sie gemeint sind.',
} as const;
