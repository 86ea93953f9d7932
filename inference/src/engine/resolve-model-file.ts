import { resolveModelFile as resolveWithBinding } from 'node-llama-cpp';

/**
 * The local file of an `hf:` URI or an address, downloaded first where that is allowed; an interrupted download goes on.
 * @throws {Error} when it is not there and may not be fetched, or could not be.
 */
export const resolveModelFile = (
  uri: string,
  options: { modelsDirectory: string; canDownload: boolean; onProgress?: (text: string) => void },
): Promise<string> => {
  let told = 0;
  return resolveWithBinding(uri, {
    directory: options.modelsDirectory,
    download: options.canDownload ? 'auto' : false,
    cli: false,
    deleteTempFileOnCancel: false,
    onProgress: ({ totalSize, downloadedSize }) => {
      const share = totalSize > 0 ? downloadedSize / totalSize : 0;
      if (share - told < 0.05 && share < 1) return;
      told = share;
      options.onProgress?.(`Downloading ${uri}: ${Math.round(share * 100)} %`);
    },
  });
};
