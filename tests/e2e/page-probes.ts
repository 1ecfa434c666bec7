/** Questions put to the page inside the browser, as text: this project's types know no DOM. */

/** Number of boxes that could be scrolled sideways. */
export const sidewaysScrolls = `
  [document.scrollingElement, ...document.querySelectorAll('.scroll, .desk, .buyer')].filter((box) => box.scrollWidth > box.clientWidth).length`;

/** Numbers every visible control and returns the numbers. A radio group is one stop; its arrows do the rest. */
export const numberStops = `
  [...document.querySelectorAll('button, summary, select, textarea, input:not([type=hidden])')]
    .filter((control) => control.checkVisibility() && !control.matches('input[type=radio]:not(:checked)'))
    .map((control, index) => (control.dataset.stop = String(index)))`;

export const focusedStop = 'document.activeElement.dataset.stop';
export const focusedAction = 'document.activeElement.dataset.action';
export const focusedTag = 'document.activeElement.tagName';
export const selection = '[document.activeElement.selectionStart, document.activeElement.selectionEnd]';

/** Elements that only hostile markup could have made. */
export const strangers = `document.querySelectorAll('.messages :is(img, script, svg, at), script:not([src])').length`;

/** Attributes that the page's policy would refuse, or that point elsewhere. */
export const refusedAttributes = `
  [...document.querySelectorAll('*')]
    .flatMap((element) => [...element.attributes].map(({ name, value }) => name + '=' + value))
    .filter((attribute) => /^(?:style|on\\w+)=|^(?:src|href)=(?:https?:)?\\/\\//.test(attribute))`;

export const hostsAsked = `[...new Set(performance.getEntriesByType('resource').map(({ name }) => new URL(name).host))]`;

/** How light the card's paper is (0 to 1), and words whose contrast is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const legibility = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return /^rgba.* 0\\)$/.test(colour) && element.parentElement ? behind(element.parentElement) : colour;
  };
  const contrast = (element) => {
    const [low, high] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const words = [...document.querySelectorAll('h1, h2, h3, p, dt, dd, b, small, time, span, button, legend, summary')].filter(
    (element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
  return {
    paper: light(getComputedStyle(document.querySelector('.card')).backgroundColor),
    faint: [...new Set(words.filter((word) => contrast(word) < 4.5).map((word) => word.className + ' ' + contrast(word).toFixed(2)))],
  };
})()`;
