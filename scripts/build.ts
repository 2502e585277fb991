// Builds what has to be built. The sidecar runs from its sources, so that only the page needs a step here.
process.stderr.write('Nothing to build: the sources of the sidecar run as they are.\n');
