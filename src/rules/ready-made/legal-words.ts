import type { WordsByLanguage } from './words-by-language.ts';

/**
 * Lawyers, police, consumer offices, chargebacks, platform claims. Words that are harmless in a neighbouring language are
 * left out or kept with company: a Spanish `golpe` is a dent, `avocat` an avocado, `사기` also means buying, a buyer may be
 * called Sue.
 */
export const legalWords: WordsByLanguage = {
  en: `
    lawyer*, attorney*, legal action, suing, sue you, will sue, small claims, consumer protection, trading standards,
    chargeback*, charge back, A-to-Z, A to Z claim, A-Z claim, paypal dispute, credit card dispute, open a case,
    opened a case, police, fraud*, scam*`,
  de: `
    Anwalt*, Anwält*, Rechtsanwalt*, rechtliche Schritte, Verbraucherschutz*, Verbraucherzentrale*, A-bis-Z*,
    A-Z-Garantie, Betrug*, Betrüger*, Rückbuchung*, Käuferschutz*, verklag*, Strafanzeige*, Polizei, Abmahnung*,
    Mahnbescheid*`,
  fr: `
    mon avocat, avocate, prendre un avocat, action en justice, porter plainte, arnaque*, escroc*, DGCCRF, garantie A à Z, litige*, mise en demeure,
    tribunal`,
  es: `
    abogad*, denuncia*, demandar*, estafa*, garantía de la A a la Z, garantía A-Z, Profeco, hoja de reclamaciones,
    contracargo*, policía`,
  it: `
    avvocat*, denunci*, truff*, garanzia dalla A alla Z, querela*, vie legali, associazione consumatori,
    polizia postale`,
  nl: 'advocaat, advocaten, juridische stappen, oplicht*, aangifte, consumentenbond, geschil, geschillencommissie, A-tot-Z*',
  pl: 'adwokat*, prawnik*, oszust*, policj*, rzecznik konsumentów, UOKiK, do sądu, pozew',
  pt: `
    advogad*, vou processar, Procon, reclame aqui, fraude*, denúncia*, denunciar*, livro de reclamações,
    caí num golpe, é golpe`,
  sv: 'advokat*, polisanmäl*, bedrägeri*, reklamationsnämnden, rättsliga åtgärder, kronofogd*',
  tr: 'avukat*, hakem heyeti*, dolandır*, dava aç*, şikayetvar*, savcılı*, yasal işlem*',
  ru: 'адвокат*, юрист*, в суд, мошенни*, роспотребнадзор*, полици*, досудебн*, прокуратур*',
  ja: '弁護士, 訴訟, 訴えます, 詐欺, 消費者センター, 消費生活センター, 警察, チャージバック, マケプレ保証, マーケットプレイス保証, 法的措置',
  ko: '변호사, 소송, 사기꾼, 사기당, 사기를, 사기입니다, 고소하겠, 고소할, 소비자보호원, 소비자원, 신고하, 경찰',
  zh: '律师, 起诉, 投诉到, 12315, 消费者协会, 消协, 工商局, 报警, 诈骗, 骗子, 拒付, 仲裁, 法院, 欺诈, 律師, 起訴, 詐騙, 騙子, 消保官, 報警',
  th: 'ทนาย, ฟ้องร้อง, แจ้งความ, สคบ, โกง, มิจฉาชีพ, หลอกลวง',
  vi: 'luật sư, khởi kiện, đi kiện, lừa đảo, công an, tố cáo',
  id: 'pengacara, lapor polisi, penipu*, tuntut*, somasi, YLKI',
  ms: 'peguam, lapor polis, laporan polis, penipu*, tribunal pengguna, KPDN*',
  ar: 'محامي, احتيال, نصاب, الشرطة, محكمة, حماية المستهلك',
};
