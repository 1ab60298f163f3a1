package io.pbrun.engine.run;

/** In which order the hosts of a batch take their tasks. */
interface Strategy {

  /** Takes every host of the batch to its end, or until the batch ends. */
  void run(PlayBatch batch) throws InterruptedException;
}
