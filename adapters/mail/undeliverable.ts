/**
 * Phrases by which a mail system says that a message did not reach its reader. UNCONFIRMED for Amazon's own wording in
 * every language (facts: Amazon 3.3 only says that such bodies exist), so they are consulted for mails of mail systems
 * and marketplaces alone, never for a buyer's. They must speak of a message: parcels, too, cannot be delivered.
 */
const phrases: readonly { outcome: 'opted_out' | 'bounced'; words: readonly RegExp[] }[] = [
  {
    outcome: 'opted_out',
    words: [
      /opted[ -]out/i,
      /has (?:chosen|elected) not to receive/i,
      /unsubscribed from (?:unsolicited|seller) (?:e-?mails|messages)/i,
      /abgemeldet|keine (?:unaufgeforderten |weiteren )?Nachrichten (?:mehr )?(?:von Verkäufern )?(?:zu )?(?:erhalten|empfangen)/i,
      /a choisi de ne (?:plus|pas) recevoir|s['’]est désabonné/i,
      /ha optado por no recibir|se ha dado de baja/i,
      /ha scelto di non ricevere/i,
      /optou por não receber/i,
      /heeft ervoor gekozen (?:om )?geen/i,
      /zrezygnował[ao]? z otrzymywania/i,
      /har valt att inte ta emot/i,
      /almamayı (?:tercih|seçti)/i,
      /(?:受信|配信)(?:を)?(?:拒否|停止|希望し(?:ない|ません))/,
    ],
  },
  {
    outcome: 'bounced',
    words: [
      /(?:message|e-?mail|mail)\b(?:(?!\. )[^:\n]){0,80}?\b(?:could not|couldn['’]t|cannot|was not|has not been) (?:be )?(?:delivered|sent)/i,
      /(?:Nachricht|E-?Mail)\b(?:(?!\. )[^:\n]){0,80}?\b(?:nicht|konnte nicht)\b.{0,40}?\b(?:zugestellt|gesendet|übermittelt)/i,
      /message\b(?:(?!\. )[^:\n]){0,80}?n['’]a pas pu être (?:envoyé|remis|distribué)/i,
      /mensaje\b(?:(?!\. )[^:\n]){0,80}?no se (?:ha podido|pudo) (?:entregar|enviar)/i,
      /messaggio\b(?:(?!\. )[^:\n]){0,80}?non (?:è stato|può essere|è stato possibile) (?:consegna|invia|recapita)/i,
      /mensagem\b(?:(?!\. )[^:\n]){0,80}?não (?:pôde|foi possível|pode) (?:ser )?(?:entreg|envia)/i,
      /bericht\b(?:(?!\. )[^:\n]){0,80}?(?:kon|kan) niet (?:worden )?(?:bezorgd|afgeleverd|verzonden)/i,
      /wiadomoś\S{0,3}(?:(?!\. )[^:\n]){0,80}?nie (?:mogła|została|można)/i,
      /meddelande\S{0,3}(?:(?!\. )[^:\n]){0,80}?kunde inte (?:levereras|skickas)/i,
      /(?:mesaj|ileti)\S{0,8}(?:(?!\. )[^:\n]){0,80}?(?:iletilemedi|gönderilemedi)/i,
      /(?:メッセージ|メール).{0,40}?(?:配信|送信)(?:でき|され)(?:ません|なかった)/,
    ],
  },
];

/** Opting out is looked for first: such mails also say that the message was not delivered. */
export function undeliverable(text: string): 'opted_out' | 'bounced' | null {
  const looked = text.slice(0, 20_000);
  return phrases.find(({ words }) => words.some((word) => word.test(looked)))?.outcome ?? null;
}
