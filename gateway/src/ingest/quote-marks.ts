const forwardMark =
  /^\s*(?:[-_*=]{2,}\s*)?(?:Forwarded message|Begin forwarded message|Original message|Original Appointment|Weitergeleitete Nachricht|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Ursprüngliche Nachricht|Message transféré|Début du message (?:réexpédié|transféré)|Message d['’]origine|Mensaje reenviado|Mensaje original|Messaggio inoltrato|Messaggio originale|Mensagem encaminhada|Mensagem original|Doorgestuurd bericht|Oorspronkelijk bericht|Vidarebefordrat meddelande|Videresendt besked|Oprindelig besked|Przekazana wiadomość)\s*:?\s*(?:[-_*=]{2,})?\s*$/iu;

/** `---- Forwarded message ----`, `-----Original Message-----`, `Begin forwarded message:` and their translations. */
export const isForwardMark = (line: string): boolean => line.length < 120 && forwardMark.test(line);

const from = /^\s*\*?(?:From|Von|De|Da|Van|Från|Fra|Od|Lähettäjä)\s?:\*?\s+\S/iu;
const field =
  /^\s*\*?(?:Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Gesendet|Datum|An|Betreff|Kopie|Envoyé|À|A|Objet|Enviado(?: el)?|Fecha|Para|Asunto|Inviato|Data|Oggetto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Sendt|Til|Emne|Wysłano|Do|Temat)\s?:\*?/iu;

/** Outlook's block of an earlier mail: a `From:` line with at least two more header lines right below. */
export const isMailHeader = (lines: readonly string[], index: number): boolean => {
  if (!from.test(lines[index] ?? '')) return false;
  const below = lines.slice(index + 1, index + 9).filter((line) => line.trim() !== '');
  return below.slice(0, 4).filter((line) => field.test(line)).length >= 2;
};

const introductions = [
  /^(?:On|El|Op|Il|Em|Le|Am|Den|Dnia|W dniu)\b[^\n]{4,}(?:wrote|escribió|schreef|ha scritto|scritto|escreveu|a écrit|schrieb(?:\s[^\n]{1,120})?|skrev(?:\s[^\n]{1,120})?|napisał(?:\(a\))?|pisze)\s?:$/iu,
  // "Priya Shah <priya@acme.com> wrote:", "Tom schrieb am 3. Mai 2026 um 10:12:"
  /^[^\n]{2,120}\s(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)(?:\s(?:on|am|le|el|il|op|den)\s[^\n]{4,80})?\s?:$/iu,
];
/** Something that a quote's introduction has and a sentence that ends in "wrote:" has not. */
const addressOrDate = /@|<[^>]+>|\b\d{1,2}[.:/-]\s?\d{1,2}|\b(?:19|20)\d{2}\b/u;

/**
 * `On Tue, 3 Mar 2026 at 10:12, Tom <tom@x.com> wrote:`, also wrapped over two or three lines.
 * @returns how many lines it takes; 0 when there is none at `index`.
 */
export const isQuoteIntroduction = (lines: readonly string[], index: number): number => {
  let joined = '';
  for (let count = 1; count <= 3; count++) {
    const line = lines[index + count - 1]?.trim();
    if (!line) return 0;
    joined = count === 1 ? line : `${joined} ${line}`;
    if (joined.length > 300) return 0;
    if (line.endsWith(':'))
      return addressOrDate.test(joined) && introductions.some((introduction) => introduction.test(joined)) ? count : 0;
  }
  return 0;
};
