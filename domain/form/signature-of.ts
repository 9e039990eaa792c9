/** The material under which the picture of a signature is kept: it belongs to its field. */
export const signatureOf = (field: string): string => `signature-${field}`;
