/** Pages are read. */
export const pageMethods = ['GET', 'HEAD'];
