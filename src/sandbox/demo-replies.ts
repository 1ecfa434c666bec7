/** What agents typically answer, in the languages of the demo's stores. */
export interface DemoReply {
  zh: string;
  en: string;
  de: string;
  ms: string;
}

export const demoReplies: readonly DemoReply[] = [
  {
    zh: '很抱歉，我们马上为您补发一个新的。',
    en: 'We are very sorry. We will send you a new one right away.',
    de: 'Das tut uns sehr leid. Wir senden Ihnen umgehend einen neuen Artikel zu.',
    ms: 'Kami mohon maaf. Kami akan menghantar yang baharu kepada anda dengan segera.',
  },
  {
    zh: '您好，感谢您的来信。我们正在核实，会在24小时内回复您。',
    en: 'Hello, thank you for your message. We are looking into it and will get back to you within 24 hours.',
    de: 'Guten Tag, vielen Dank für Ihre Nachricht. Wir prüfen das und melden uns innerhalb von 24 Stunden bei Ihnen.',
    ms: 'Salam, terima kasih atas mesej anda. Kami sedang menyemak dan akan membalas dalam masa 24 jam.',
  },
  {
    zh: '我们已为您办理全额退款，款项会在3到5个工作日内到账。',
    en: 'We have issued a full refund. The money will reach you within 3 to 5 working days.',
    de: 'Wir haben Ihnen den vollen Betrag erstattet. Das Geld ist in 3 bis 5 Werktagen auf Ihrem Konto.',
    ms: 'Kami telah membuat bayaran balik penuh. Wang akan diterima dalam masa 3 hingga 5 hari bekerja.',
  },
  {
    zh: '能请您发一张损坏处的照片吗？这样我们可以更快处理。',
    en: 'Could you please send us a photo of the damage? That helps us to solve this faster.',
    de: 'Könnten Sie uns bitte ein Foto des Schadens schicken? So können wir Ihnen schneller helfen.',
    ms: 'Boleh hantar gambar bahagian yang rosak? Dengan itu kami dapat membantu dengan lebih cepat.',
  },
  {
    zh: '您的包裹已经在路上，预计两天内送达。',
    en: 'Your parcel is on its way and should arrive within two days.',
    de: 'Ihr Paket ist unterwegs und sollte innerhalb von zwei Tagen bei Ihnen ankommen.',
    ms: 'Bungkusan anda sedang dalam perjalanan dan dijangka tiba dalam masa dua hari.',
  },
  {
    zh: '我们已经联系快递公司核实，有消息会马上告诉您。',
    en: 'We have asked the carrier to check and will let you know as soon as we hear back.',
    de: 'Wir haben beim Versanddienst nachgefragt und melden uns, sobald wir eine Antwort haben.',
    ms: 'Kami telah menghubungi syarikat kurier dan akan memaklumkan anda sebaik sahaja ada berita.',
  },
  {
    zh: '您的订单已取消，您无需再做任何操作。',
    en: 'Your order has been cancelled. There is nothing else you need to do.',
    de: 'Ihre Bestellung wurde storniert. Sie müssen nichts weiter tun.',
    ms: 'Pesanan anda telah dibatalkan. Anda tidak perlu berbuat apa-apa lagi.',
  },
  {
    zh: '发票已通过附件发送给您，请查收。',
    en: 'The invoice is attached to this message.',
    de: 'Die Rechnung finden Sie im Anhang dieser Nachricht.',
    ms: 'Invois dilampirkan bersama mesej ini.',
  },
  {
    zh: '退货标签是免费的，我们已经发给您了。',
    en: 'The return label is free of charge and we have just sent it to you.',
    de: 'Das Rücksendeetikett ist kostenlos, wir haben es Ihnen soeben geschickt.',
    ms: 'Label pemulangan adalah percuma dan kami baru sahaja menghantarnya kepada anda.',
  },
  {
    zh: '我们发错了颜色，非常抱歉。正确颜色的商品今天就寄出，发错的您留着就好。',
    en: 'We sent the wrong colour and are very sorry. The right one leaves today; please keep the other.',
    de: 'Wir haben die falsche Farbe geschickt, das tut uns sehr leid. Die richtige geht heute raus, die andere dürfen Sie behalten.',
    ms: 'Kami tersilap hantar warna, maaf sangat. Warna yang betul akan dihantar hari ini dan yang salah itu anda boleh simpan.',
  },
  {
    zh: '建议手洗，洗碗机会让刀刃变钝。',
    en: 'We recommend washing by hand; the dishwasher makes the blades blunt.',
    de: 'Wir empfehlen, die Messer von Hand zu spülen. In der Spülmaschine werden die Klingen stumpf.',
    ms: 'Kami sarankan cuci dengan tangan kerana mesin basuh pinggan akan menumpulkan bilah pisau.',
  },
  {
    zh: '谢谢您的认可，祝您生活愉快！',
    en: 'Thank you for your kind words. Have a nice day!',
    de: 'Vielen Dank für die netten Worte. Einen schönen Tag noch!',
    ms: 'Terima kasih atas sokongan anda. Semoga hari anda ceria!',
  },
  {
    zh: '少发的那一件我们今天补寄，单号稍后发给您。',
    en: 'We will send the missing item today and give you the tracking number shortly.',
    de: 'Den fehlenden Artikel schicken wir heute nach. Die Sendungsnummer erhalten Sie in Kürze.',
    ms: 'Barang yang tertinggal akan dihantar hari ini dan nombor penjejakan akan diberikan sebentar lagi.',
  },
  {
    zh: '收货地址已按您的要求修改。',
    en: 'We have changed the delivery address as you asked.',
    de: 'Die Lieferadresse haben wir wie gewünscht geändert.',
    ms: 'Alamat penghantaran telah ditukar seperti yang anda minta.',
  },
  {
    zh: '请先停止使用。这是安全问题，我们会全额退款并把情况反馈给工厂。',
    en: 'Please stop using it. This is a safety matter; we will refund you in full and report it to the factory.',
    de: 'Bitte benutzen Sie das Produkt nicht weiter. Das ist eine Frage der Sicherheit: Wir erstatten Ihnen den vollen Betrag und informieren das Werk.',
    ms: 'Sila berhenti menggunakannya. Ini soal keselamatan; kami akan memulangkan wang sepenuhnya dan melaporkannya kepada kilang.',
  },
];
