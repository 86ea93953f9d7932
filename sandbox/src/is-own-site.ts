const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request to a server on this machine comes from no other website. Such a site reaches 127.0.0.1 from the
 * visitor's browser: by a form or a plain request, which carries its `Origin`, or by a name of its own that it lets point
 * here, which stands in `Host`.
 */
export const isOwnSite = (headers: { host: string | undefined; origin: string | undefined }): boolean => {
  const { host = '', origin } = headers;
  return loopback.includes(host.replace(/:\d+$/, '')) && (origin === undefined || origin === `http://${host}`);
};
