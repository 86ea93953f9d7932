const delimiter = /^\s*(?:--|—|_{5,}|-{5,})\s*$/u;
const device =
  /^\s*(?:Sent from (?:my |Mail for |Outlook)|Get Outlook for|Gesendet von |Von meinem .{2,40} gesendet|Diese Nachricht wurde von meinem|Envoyé (?:de mon|depuis)|Enviado desde|Inviato da|Verzonden (?:vanaf|met)|Skickat från|Sendt fra)/iu;
const closing =
  /^\s*(?:(?:many |with |kind |kindest |best |warm |warmest |all the |yours |thanks(?: and)? |thank you(?: and)? )*(?:thanks|thank you|thx|best|regards|wishes|cheers|sincerely|truly|faithfully|respectfully|cordially|take care)(?: (?:again|in advance|so much|a lot|and (?:best|kind) regards))?|(?:mit )?(?:freundlichen?|besten?|herzlichen?|vielen|lieben?|schöne[nr]?|viele|beste|liebe|herzliche) (?:Grüßen?|Gruß|Gruss|Grüssen?|Dank(?: und .{3,30})?)|MfG|VG|LG|Gruß|(?:bien )?(?:cordialement|à vous|amicalement)|cdlt|(?:un )?(?:saludo|saludos)(?: cordiales)?|atentamente|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|vänliga hälsningar|(?:med )?venlig hilsen|atenciosamente|obrigad[oa])\s*[,.!–-]*\s*$/iu;
const postscript = /^\s*P\.?\s?S\.?\s?[:.,–-]/iu;
const maxSignatureLines = 14;
const maxSignatureLineLength = 110;

/**
 * Cuts the sender's signature: after `-- `, after a closing line ("Best regards,") followed by a few short lines, and
 * "Sent from my phone". A postscript below the signature stays.
 */
export const cutSignature = (text: string): string => {
  const lines = text.split('\n').filter((line) => !device.test(line) || line.length > 90);
  const cut = lines.findIndex((line, index) => index > 0 && startsSignature(lines, index, line));
  if (cut < 0) return lines.join('\n');
  const after = lines.findIndex((line, index) => index > cut && postscript.test(line));
  return [...lines.slice(0, cut), ...(after < 0 ? [] : ['', ...lines.slice(after)])].join('\n');
};

const startsSignature = (lines: string[], index: number, line: string): boolean => {
  const isDelimiter = delimiter.test(line);
  if (!isDelimiter && !closing.test(line)) return false;
  // `-- ` alone on its line is the standard's own mark (RFC 3676 4.3) whatever follows.
  if (/^--$/.test(line.trim())) return true;
  let count = 0;
  for (let below = index + 1; below < lines.length; below++) {
    const other = lines[below] ?? '';
    if (postscript.test(other)) break;
    if (other.trim() === '') continue;
    if (++count > maxSignatureLines || !looksLikeSignature(other)) return false;
  }
  return true;
};

/** Names, titles, numbers and addresses; a list item, a question or a line that reads like a sentence is content. */
const looksLikeSignature = (line: string): boolean => {
  if (line.length > maxSignatureLineLength || /^\s*(?:[-*•]|\d{1,2}[.)])\s/.test(line) || /\?\s*$/.test(line))
    return false;
  if (/@|https?:|www\.|\+?\d[\d\s()/.-]{6,}|\|/.test(line)) return true;
  const words = line.trim().split(/\s+/).length;
  return words <= (/[.!:]\s*$/.test(line) ? 4 : 8);
};

const disclaimer =
  /^\s*[*_]{0,2}(?:(?:confidentiality|legal|privacy|important) (?:notice|disclaimer)|disclaimer\b|this (?:e-?mail|message|communication)(?: (?:message|transmission))?,?(?: (?:and|including|together with) (?:any|all|its) [^.]{0,60})? (?:is|are|may|contains?|was|has been) [^.]{0,80}(?:confidential|privileged|intended|scanned)|the information (?:contained )?in this (?:e-?mail|message)|if you (?:are not|have received) (?:the intended|this (?:e-?mail|message))|please consider the environment|before printing|diese (?:E-?Mail|Nachricht) (?:enthält|ist|kann|und)[^.]{0,60}(?:vertraulich|Adressat)|(?:ce|le présent) (?:message|courriel)[^.]{0,80}confidentiel|think before you print)/iu;
const banner =
  /^\s*(?:\[?(?:external|extern|externe)(?: (?:e-?mail|sender))?\]?:?\s*$|(?:\[external\]\s*)?(?:caution|warning|achtung|attention)\s?:? (?:this (?:e-?mail|message) (?:originated|came|is) from|external e-?mail|diese (?:E-?Mail|Nachricht) (?:kommt|stammt))|you don['’]t often get email from)/iu;

/** Drops paragraphs that a company's mail server adds: confidentiality notices and "external sender" banners. */
export const cutDisclaimers = (text: string): string =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => !disclaimer.test(paragraph) && !banner.test(paragraph))
    .join('\n\n');
