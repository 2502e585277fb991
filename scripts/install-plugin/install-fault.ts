// Why nothing was installed, in words that say what to do.

export class InstallFault extends Error {
  override name = 'InstallFault';
}
