/** Why something was not stored, as a report says it. */
export const skipReasons = {
  empty: 'empty file',
  tooLarge: 'larger than 20 MB',
  unknownKind: 'not a kind of file that is read (.eml, .mbox, .vtt, .txt, .md, .json)',
  brokenMime: 'broken MIME',
  notMail: 'not a mail: no From, Date, Subject or Message-ID',
  noMailInMbox: 'no mail in this mailbox',
  onlyAttachments: 'only attachments, no text',
  noText: 'no text',
  undecodable: 'its characters cannot be decoded',
  onlyQuoted: 'only quoted or forwarded text',
  noDate: 'no date',
  attachment: 'attachment, not read',
  brokenJson: 'broken JSON',
  notConversation: 'JSON without a conversation (ConversationId, StartTime, Content)',
  noCues: 'no cue in this transcript',
} as const;
