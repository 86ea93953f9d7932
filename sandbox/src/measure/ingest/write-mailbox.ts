const people = [
  ['Priya Shah', 'priya.shah@acme.test'],
  ['Tom Berg', 'tom.berg@dealside.test'],
  ['Mona Lind', 'mona.lind@globex.test'],
  ['José Núñez', 'jose@initech.test'],
] as const;
const sentencesPerMail = 6;

/** A mailbox of realistic mails: two paragraphs of given sentences, with a signature and the quoted mail before it. */
export const writeMailbox = (sentences: readonly string[], seed: number): string => {
  const mails: string[] = [];
  for (let from = 0; from < sentences.length; from += sentencesPerMail) {
    const number = from / sentencesPerMail;
    const [name, address] = people[number % people.length] ?? people[0];
    const [otherName, other] = people[(number + 1) % people.length] ?? people[1];
    const at = new Date(Date.UTC(2026, 0, 5, 8, number * 37, seed));
    const own = sentences.slice(from, from + sentencesPerMail);
    const quoted = sentences.slice(Math.max(0, from - 2), from);
    const body = [
      `Hi ${otherName.split(' ')[0]},`,
      '',
      own.slice(0, 3).join(' '),
      '',
      own.slice(3).join(' '),
      '',
      'Best regards,',
      name,
      '+49 30 1234567',
      ...(quoted.length > 0
        ? ['', `On ${at.toUTCString()}, ${otherName} <${other}> wrote:`, '', ...quoted.map((line) => `> ${line}`)]
        : []),
    ];
    mails.push(
      [
        `From ${address} ${at.toUTCString()}`,
        `From: =?UTF-8?B?${Buffer.from(name).toString('base64')}?= <${address}>`,
        `To: ${other}`,
        `Date: ${at.toUTCString()}`,
        `Message-ID: <${seed}.${number}@mailbox.test>`,
        `Subject: Re: Point ${number + 1}`,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        ...body.map((line) => line.replace(/^(>*From )/, '>$1')),
        '',
      ].join('\n'),
    );
  }
  return `${mails.join('\n')}\n`;
};
