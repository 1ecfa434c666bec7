import type { WordsByLanguage } from './words-by-language.ts';

/** "Cancel my order": worth seeing before the parcel leaves. */
export const cancellationWords: WordsByLanguage = {
  en: 'cancel*',
  de: 'stornier*, Storno*, Bestellung abbrechen, widerruf*',
  fr: 'annul*',
  es: 'cancelar, cancele*, cancelación, anular',
  it: 'annull*, cancellare, disdire',
  nl: 'annuleer*, annuler*',
  pl: 'anulow*, anuluj*, rezygnuję, zrezygnow*',
  pt: 'cancela*',
  sv: 'avbeställ*, avboka*, ångra köp*, ångra min beställning',
  tr: 'iptal*',
  ru: 'отмен*',
  ja: 'キャンセル, 取り消し, 取消',
  ko: '취소',
  zh: '取消, 不想要了, 撤单, 撤單',
  th: 'ยกเลิก',
  vi: 'hủy đơn, huỷ đơn, hủy đặt, muốn hủy',
  id: 'batal*, dibatalkan, membatalkan, pembatalan',
  ms: 'batalkan, pembatalan',
  ar: 'إلغاء, الغاء',
};
