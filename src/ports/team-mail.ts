/** Mail to colleagues, through the team's own server (SMTP_URL). */
export interface TeamMail {
  /** Resolves once the server has taken responsibility. `key` becomes the Message-ID. @throws Error */
  send(mail: { to: string; subject: string; text: string; key: string }): Promise<void>;
  close(): void;
}
