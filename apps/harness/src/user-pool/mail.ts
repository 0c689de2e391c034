/** Why a mail was sent. */
export type MailKind = 'sign-up' | 'forgot-password';

/** A mail that the pool would have sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The six digits that the body holds. */
  readonly code: string;
  readonly kind: MailKind;
  /** RFC 3339, UTC, by the pool's clock. */
  readonly sentAt: string;
}

const SUBJECTS: Record<MailKind, string> = {
  'sign-up': 'Your verification code',
  'forgot-password': 'Your password reset code',
};

const CAPACITY = 1000;

/** Keeps the latest mails instead of sending them. */
export class Outbox {
  readonly #mails: Mail[] = [];
  readonly #onMail: (mail: Mail) => void;

  /** @param onMail is told of each mail when it is kept */
  constructor(onMail: (mail: Mail) => void = () => undefined) {
    this.#onMail = onMail;
  }

  send(to: string, kind: MailKind, code: string, sentAt: number): void {
    const subject = SUBJECTS[kind];
    const body = `${subject} is ${code}`;
    const mail = { to, subject, body, code, kind, sentAt: new Date(sentAt).toISOString() };
    this.#mails.push(mail);
    if (this.#mails.length > CAPACITY) {
      this.#mails.shift();
    }
    this.#onMail(mail);
  }

  /** At most the latest 1000, the oldest first. */
  mails(): readonly Mail[] {
    return [...this.#mails];
  }
}
