/**
 * A command as the operator can type it: `npm run gengfu -- doctor` for whoever came by npm, as README does, else
 * `gengfu doctor`.
 */
export const commandLine = (command: string): string =>
  ['gengfu', 'start'].includes(process.env.npm_lifecycle_event ?? '') ? `npm run gengfu -- ${command}` : `gengfu ${command}`;
