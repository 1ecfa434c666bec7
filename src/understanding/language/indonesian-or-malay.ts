/**
 * Everyday words that only one of the two uses, or spells so. Spelling as in Kamus Besar Bahasa Indonesia and Kamus Dewan, plus
 * chat forms; folded.
 */
const indonesian = new Set(
  (
    'gak nggak ngga enggak udah bisa banget kak dong sih deh nih gan kok gimana kenapa uang ukuran baterai kirim dikirim kurir pesanan ' +
    'pesan resi ongkir karena kapan faktur garansi pakai rusak mobil motor kantor beda saja aja cuma apakah anda kamu butuh coba ' +
    'mengembalikan pengembalian dibatalkan makasih bilang ponsel hp toko berfungsi tidak dimana warnanya nyala retur dana saldo ' +
    'ngecas dicas bagus kecewa kembalikan kayak sampe barusan nanti'
  ).split(' '),
);
const malay = new Set(
  (
    'tak dah je jer kat macam awak korang takde takpe kereta saiz resit invois bateri penghantaran cawangan duit wang beritahu boleh ' +
    'kedai pos poskan bila jelah lah rosak pecah waranti sebab sangat betul teruk cukai nak ni tu kasut mesej hantar dihantar skrin ' +
    'kecik diskaun pengecas pemulangan bayaran jugak pun tiada ialah adakah anda syarikat polisi kualiti faedah khamis isnin ' +
    'ogos cepatnya telefon lepas tengok bagi tolonglah sedangkan sepatutnya'
  ).split(' '),
);

/** Above zero: Indonesian words outnumber Malay ones. Words on both lists cancel out. */
export function leanToIndonesian(folded: string): number {
  let lean = 0;
  for (const word of new Set(folded.match(/[a-z]+/g))) {
    if (indonesian.has(word)) lean++;
    if (malay.has(word)) lean--;
  }
  return lean;
}
