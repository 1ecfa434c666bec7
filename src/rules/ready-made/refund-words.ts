import type { WordsByLanguage } from './words-by-language.ts';

/** "Give me my money back", as buyers write it; `worth my money` is praise. */
export const refundWords: WordsByLanguage = {
  en: 'refund*, money back, return my money, give me my money, want my money, reimburse*, compensation',
  de: 'Geld zurück, mein Geld wieder, mein Geld haben, *erstatt*, Rückzahlung*, Entschädigung*, Schadensersatz, Schadenersatz',
  fr: 'rembours*, mon argent, dédommage*, indemnis*',
  es: 'reembols*, mi dinero, devolución del dinero, devolver el dinero, indemniza*',
  it: 'rimbors*, i miei soldi, soldi indietro, indietro i soldi, risarci*',
  nl: 'terugbetal*, geld terug, mijn geld, schadevergoeding*',
  pl: `
    zwrot pieniędzy, zwrotu pieniędzy, zwrot środków, zwrócić pieniądze, oddajcie pieniądze, moje pieniądze,
    odszkodowani*`,
  pt: 'reembols*, dinheiro de volta, meu dinheiro, estorn*, indeniza*, indemniza*',
  sv: 'återbetal*, pengarna tillbaka, pengar tillbaka, mina pengar, skadestånd*',
  tr: 'para iade*, iade istiyorum, paramı geri, paramı iade, tazminat*',
  ru: 'возврат*, верните деньги, вернуть деньги, мои деньги, компенсаци*',
  ja: '返金, 払い戻し, 払戻, お金を返, 補償, 弁償',
  ko: '환불, 돈 돌려, 돌려주세요, 보상해',
  zh: '退款, 退钱, 还钱, 还我钱, 赔偿, 赔钱, 退錢, 還錢, 賠償',
  th: 'คืนเงิน, เงินคืน, ชดเชย',
  vi: 'hoàn tiền, hoàn lại tiền, trả lại tiền, bồi thường',
  id: 'pengembalian dana, kembalikan uang, uang kembali, uang saya, ganti rugi',
  ms: 'bayaran balik, pulangkan wang, pulangkan duit, duit saya, pampasan',
  ar: 'استرداد, استرجاع المبلغ, إرجاع المبلغ, ارجاع المبلغ, فلوسي, تعويض',
};
