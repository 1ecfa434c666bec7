/** How people name an event that could not be processed: the random end of its id, short enough to type. */
export const faultCode = (eventId: string): string => eventId.slice(-8);
