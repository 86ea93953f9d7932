import type { DistractorBank, PhraseBank } from './phrase-bank.ts';

/** German mails of the `tune` half. */
export const phrasesTuneGerman: PhraseBank = {
  language: 'de',
  signals: {
    objection_price: [
      'Der Preis ist höher, als wir erwartet hatten.',
      '{money} im Jahr sind für uns zu teuer.',
      'Ihr Angebot liegt {percent} % über dem, was wir heute zahlen.',
    ],
    objection_security: [
      'Unsere IT-Sicherheit hat noch Bedenken wegen der Verschlüsselung.',
      'Ohne ein gültiges ISO-Zertifikat dürfen wir nicht unterschreiben.',
      'Rechnungsdaten dürfen bei uns nicht außerhalb der EU liegen.',
    ],
    objection_timing: [
      'Vor {month} haben wir dafür keine Kapazität.',
      'Im Moment passt es zeitlich nicht, weil wir das ERP umstellen.',
      'Während des Jahresabschlusses können wir nichts Neues anfangen.',
    ],
    objection_product: [
      'Teillieferungen werden nicht so abgeglichen, wie wir es brauchen.',
      'Eine Schnittstelle zu unserer Warenwirtschaft fehlt leider.',
      'Der Import großer Dateien ist im Test mehrmals abgebrochen.',
    ],
    objection_legal: [
      'Unsere Rechtsabteilung akzeptiert die Haftungsgrenze nicht.',
      'Der Vertrag hängt noch bei unseren Juristen.',
      'Die automatische Verlängerung können wir so nicht unterschreiben.',
    ],
    objection_authority: [
      'Das kann ich nicht allein entscheiden.',
      'Ohne die Zustimmung des Vorstands geht es nicht.',
      'Mein Vorgesetzter ist noch nicht überzeugt.',
    ],
    competitor: [
      'Wir haben auch ein Angebot von {competitor} vorliegen.',
      '{competitor} hat uns letzte Woche eine Vorführung gegeben.',
      'Warum sollten wir Sie nehmen und nicht {competitor}?',
    ],
    stakeholder_left: [
      '{other} hat das Unternehmen verlassen.',
      '{other} ist nicht mehr für das Projekt zuständig.',
      '{other} geht Ende {month} in den Ruhestand.',
    ],
    budget_risk: [
      'Alle Ausgaben sind bis auf Weiteres gesperrt.',
      'Unser Budget wurde um {percent} % gekürzt.',
      'Ob die Mittel freigegeben werden, ist offen.',
    ],
    commitment_ours: [
      'Ich schicke Ihnen das überarbeitete Angebot {by}.',
      'Wir richten Ihnen die Testumgebung {by} ein.',
      'Die Antworten unserer Entwickler bekommen Sie {by} von mir.',
    ],
    commitment_theirs: [
      'Ich schicke Ihnen unsere Anforderungen {by}.',
      'Wir geben Ihnen {by} eine Rückmeldung zum Vertrag.',
      'Die Bestellnummer nenne ich Ihnen {by}.',
    ],
    next_step: [
      'Der nächste Schritt wäre ein Workshop mit Ihrer Buchhaltung.',
      'Lassen Sie uns als Nächstes die Datenfelder gemeinsam durchgehen.',
      'Wir beginnen also mit einem Pilot in einem Werk.',
    ],
    open_ask: [
      'Können Sie mir die technische Dokumentation senden?',
      'Bitte schicken Sie uns ein Angebot über drei Jahre.',
      'Ist eine Zahlung pro Quartal möglich?',
    ],
    stakeholder_joined: [
      '{other} übernimmt das Projekt auf unserer Seite.',
      'Ab heute ist {other} Ihre Ansprechperson.',
      'Ich habe {other} aus dem Einkauf dazugenommen.',
    ],
    decision_process: [
      'Am Ende entscheidet die Geschäftsführung auf Vorschlag der IT.',
      'Erst prüft die IT, dann der Einkauf, dann unterschreibt {otherFirst}.',
      'Für Verträge dieser Größe brauchen wir zwei Unterschriften.',
    ],
    budget: [
      'Für das Projekt sind {money} eingeplant.',
      'Das Budget ist genehmigt.',
      'Bezahlt wird das aus dem IT-Budget.',
    ],
    timeline: [
      'Wir wollen am {when} starten.',
      'Der alte Vertrag läuft am {when} aus.',
      'Bis {month} soll alles umgestellt sein.',
    ],
    buying_signal: [
      'Wir möchten gern mit Ihnen weitermachen.',
      'Die Kolleginnen wollen das System nicht mehr hergeben.',
      'Sie sind unser bevorzugter Anbieter.',
    ],
  },
  notes: {},
  due: [
    { text: 'bis {weekday}', means: 'weekday' },
    { text: 'bis zum {date}', means: 'date' },
    { text: 'am {weekday}', means: 'weekday' },
  ],
  competitors: ['Ledgerline', 'Paystrand', 'Quorient'],
};

export const mailsTuneGerman: Pick<
  DistractorBank,
  'theirs' | 'ours' | 'hardTheirs' | 'hardOurs' | 'greetings' | 'closings' | 'subjects'
> = {
  theirs: [
    'Vielen Dank für das gute Gespräch.',
    'Ich habe die Unterlagen gelesen.',
    'Wir haben drei Standorte und ein gemeinsames Lager.',
    'Die meisten Lieferanten schicken uns PDF-Dateien.',
    'Entschuldigen Sie die späte Antwort.',
    'Unsere Buchhaltung besteht aus neun Leuten.',
  ],
  ours: [
    'Vielen Dank für Ihre Zeit.',
    'Die Folien liegen bei.',
    'Der Abgleich läuft jede Nacht.',
    'Das Portal ist im Standard enthalten.',
    'Hier ist der Link zur Aufzeichnung.',
  ],
  hardTheirs: [
    'Der Preis war nie ein Thema.',
    'Die Rechtsabteilung muss dafür nicht gefragt werden.',
    'Die Anforderungen habe ich Ihnen am Montag geschickt.',
    'Hatten Sie eine gute Heimreise?',
  ],
  hardOurs: ['Das Angebot habe ich Ihnen gestern geschickt.', 'Der Workshop hat im März stattgefunden.'],
  greetings: ['Hallo {them},', 'Guten Tag {them},'],
  closings: ['Mit freundlichen Grüßen\n{me}', 'Viele Grüße\n{me}'],
  subjects: ['Rechnungsabgleich', 'Angebot für {company}', 'Unser Gespräch', 'Testzugang'],
};
