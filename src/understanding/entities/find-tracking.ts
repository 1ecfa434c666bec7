import { collectMatches } from './collect-matches.ts';

/** Shapes that need no introduction. Sources: the carriers' tracking pages; S10 is UPU standard S10-12 (two letters, nine digits, country). */
const shapes = [
  /(?<![A-Z\d])1Z[A-Z\d]{16}(?![A-Z\d])/g, // UPS
  /(?<![A-Z\d])[A-Z]{2}\d{9}[A-Z]{2}(?![A-Z\d])/g, // S10, among them LP…CN
  /(?<![A-Z\d])(?:YT|SF|LP|JD|ZTO|STO|YD|UJ|SPXVN|SPXID|SPXMY|TH|GM|JJD|JVGL|CNBR)\d{10,18}[A-Z]?(?![A-Z\d])/g,
  /(?<![\d-])(?:9[2345]\d{20}|82\d{8})(?![\d-])/g, // USPS
];

/** DHL, FedEx, GLS, DPD and others are bare digits, others letters of their own before them: those need a word in front. */
const introduced =
  /(?:tracking|track(?: ?& ?trace)?|sendungsnummer|sendung|seguimiento|rastreio|suivi|spedizione|tracciamento|śledzenia|przesyłki|spårningsnummer|takip|التتبع|เลขพัสดุ|vận đơn|resi|运单|快递单号|物流单号|운송장|追跡番号|трек\p{L}{0,4}|dhl|fedex|gls|dpd|hermes)[^\d\n]{0,16}?(?<![A-Z\d])([A-Z]{0,4}\d{9,22}(?:[A-Z]{1,2})?)(?![A-Z\d])/giu;

/** Tracking numbers as written. */
export function findTracking(text: string): string[] {
  return [...new Set([...shapes.flatMap((shape) => collectMatches(text, shape)), ...collectMatches(text, introduced)])];
}
