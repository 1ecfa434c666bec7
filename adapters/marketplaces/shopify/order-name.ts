/** `#1001`, also with a shop's own letters in front or behind (`#DE1001`, `#1001-EU`); never a colour or a lone digit. */
const name = /(?<![\w&/#])#([A-Z]{0,5}-?\d{3,12}(?:-[A-Z0-9]{1,6})?)(?![\w])/i;

/** The first order named in a subject, else in a text, as Shopify writes it. */
export function orderName(subject: string, text: string): string | undefined {
  return (name.exec(subject) ?? name.exec(text))?.[0].toUpperCase();
}
