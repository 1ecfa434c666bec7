interface Delimiter {
  language: string;
  begin: readonly string[];
  end: readonly string[];
  /** Seen in real mails (facts: Amazon 3.3). The others are translated from the pattern: UNCONFIRMED, and harmless when wrong, since the whole text is shown then. */
  confirmed: boolean;
}

/** Words between the dashes that enclose a buyer's text, as in `------------- Message:` … `------------- End message -------------`. */
export const delimiters: readonly Delimiter[] = [
  { language: 'en', begin: ['Message', 'Begin message'], end: ['End message'], confirmed: true },
  { language: 'pt', begin: ['Mensagem', 'Iniciar mensagem'], end: ['Encerrar mensagem', 'Fim da mensagem'], confirmed: true },
  { language: 'es', begin: ['Mensaje', 'Iniciar mensaje'], end: ['Finalizar mensaje', 'Fin del mensaje'], confirmed: true },
  {
    language: 'de',
    begin: ['Nachricht', 'Nachrichtenbeginn'],
    end: ['Ende der Nachricht', 'Nachricht beenden'],
    confirmed: false,
  },
  { language: 'fr', begin: ['Message', 'Début du message'], end: ['Fin du message', 'Terminer le message'], confirmed: false },
  { language: 'it', begin: ['Messaggio', 'Inizio messaggio'], end: ['Fine messaggio', 'Fine del messaggio'], confirmed: false },
  { language: 'nl', begin: ['Bericht', 'Begin bericht'], end: ['Einde bericht', 'Einde van het bericht'], confirmed: false },
  { language: 'pl', begin: ['Wiadomość', 'Początek wiadomości'], end: ['Koniec wiadomości'], confirmed: false },
  {
    language: 'sv',
    begin: ['Meddelande', 'Början av meddelandet'],
    end: ['Slut på meddelande', 'Slut på meddelandet'],
    confirmed: false,
  },
  { language: 'tr', begin: ['Mesaj', 'Mesaj başlangıcı'], end: ['Mesaj sonu', 'Mesajın sonu'], confirmed: false },
  {
    language: 'ja',
    begin: ['メッセージ', 'メッセージ開始'],
    end: ['メッセージ終了', 'メッセージの終わり', 'メッセージここまで'],
    confirmed: false,
  },
];
