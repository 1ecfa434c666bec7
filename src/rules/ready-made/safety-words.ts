import type { WordsByLanguage } from './words-by-language.ts';

/**
 * Fire, injury, poisoning, allergy. A word that also names goods stands here only in company: Kindle Fire, `in brand new
 * condition`, smoke detectors, rash guards, `cháy hàng` (sold out), `화상통화` (video call), a hospital as an address.
 */
export const safetyWords: WordsByLanguage = {
  en: `
    caught fire, catch fire, catches fire, on fire, fire hazard, started a fire, a burn, burned, burnt, burning,
    smoke came, smoke coming, started smoking, started to smoke, is smoking, was smoking, explode*, explosion,
    electric shock, electrocut*, overheat*, sparks, swollen battery, short circuit, allerg*, a rash, skin rash, rashes,
    injur*, bleed*, poisoning, poisoned, choking, choked, hospitalized, hospitalised, to the hospital, in hospital`,
  de: `
    in Brand geraten, in Brand gesetzt, Brandgefahr, abgebrannt, durchgebrannt, hat gebrannt, verbrannt*, Verbrennung*,
    brennt, Feuer gefangen, fing Feuer, Rauch, geraucht, explodier*, Explosion, Stromschlag*, überhitz*, Funken,
    Kurzschluss, allergi*, Ausschlag, verletz*, Vergiftung*, erstick*, ins Krankenhaus, im Krankenhaus`,
  fr: `
    incendie*, pris feu, prend feu, brûlé*, brûlure*, de la fumée, explos*, choc électrique, surchauff*, court-circuit,
    allergi*, blessé*, blessure*, étouff*, intoxi*, à l'hôpital`,
  es: `
    incendi*, quemad*, quemó, prendió fuego, sale humo, echa humo, echó humo, explot*, explosión, descarga eléctrica,
    sobrecalent*, cortocircuito, alergi*, alérgic*, herida*, asfixi*, intoxica*, al hospital`,
  it: `
    incendi*, bruciat*, preso fuoco, prende fuoco, esce fumo, esplos*, scossa elettrica, surriscald*, cortocircuito,
    allergi*, ferit*, soffoca*, in ospedale`,
  nl: `
    in brand gevlogen, vloog in brand, in brand gestaan, brandgevaar, verbrand*, komt rook, kwam rook, ontploft,
    explosie, elektrische schok, oververhit*, kortsluiting, allergi*, gewond*, vergiftig*, naar het ziekenhuis`,
  pl: `
    pożar*, spalił*, zapalił*, oparz*, dymi*, wybuch*, porażenie prądem, przegrz*, zwarcie, alergi*, uczulen*, zranił*,
    zatruci*, do szpitala, w szpitalu`,
  pt: `
    incêndio*, queimad*, queimou, pegou fogo, saiu fumaça, soltou fumaça, explod*, explosão, choque elétrico,
    superaquec*, curto-circuito, alergi*, alérgic*, feriment*, machuc*, intoxica*, no hospital`,
  sv: `
    börjat brinna, började brinna, fattade eld, brännskad*, rök, exploder*, elektrisk stöt, överhett*, kortslut*,
    allergi*, skadade mig, förgift*, till sjukhus*, på sjukhus*`,
  tr: `
    yangın*, alev aldı, yanmaya başladı, yanık, duman çık*, patladı, elektrik çarp*, aşırı ısın*, kısa devre, alerji*,
    yaralan*, zehirlen*, hastaneye, hastanelik`,
  ru: `
    пожар*, загорел*, сгорел*, ожог*, дымит*, взорв*, ударило током, удар током, перегрев*, аллерги*, травм*, отравл*,
    в больниц*`,
  ja: '火事, 発火, 火傷, やけど, 発煙, 煙が, 爆発, 感電, ショートし, アレルギー, かぶれ, 怪我, ケガ, 中毒, 窒息, 病院に行',
  ko: '화재, 불이 났, 불이 붙, 화상을, 연기가 나, 폭발, 감전, 과열, 알레르기, 알러지, 다쳤, 부상, 중독, 병원에',
  zh: `
    着火, 起火, 冒烟, 爆炸, 自燃, 火灾, 烧伤, 烫伤, 触电, 漏电, 过敏, 受伤, 割伤, 中毒, 窒息, 去医院, 进医院, 住院,
    著火, 冒煙, 火災, 燒傷, 燙傷, 觸電, 漏電, 過敏, 受傷, 去醫院, 進醫院`,
  th: 'ไฟไหม้, ลุกไหม้, ควันขึ้น, ระเบิด, ไฟดูด, ไฟช็อต, อาการแพ้, ผื่น, บาดเจ็บ, ไปโรงพยาบาล, เข้าโรงพยาบาล',
  vi: `
    bốc cháy, bị cháy, cháy nổ, phát nổ, bốc khói, bị bỏng, điện giật, giật điện, dị ứng, bị thương, ngộ độc, nhập viện,
    đi bệnh viện`,
  id: `
    terbakar, kebakaran, berasap, meledak, kesetrum, korsleting, alergi*, terluka, keracunan, ke rumah sakit,
    masuk rumah sakit`,
  ms: 'terbakar, kebakaran, berasap, meletup, renjatan elektrik, alahan, tercedera, keracunan, masuk hospital',
  ar: 'حريق, احترق, دخان, انفجر, صعق, حساسية, إصابة, تسمم, في المستشفى, إلى المستشفى',
};
