import { DataService, task } from "dasedeck";

/**
 * A task that always fails, and what its supervisor makes of it.
 *
 * Shows the options that tasks have in common with systemd's units: the task is restarted 2 seconds after each failure; at the sixth failure five restarts lie
 * within the last 10 seconds, so it is given up, and because of `exitOnFailure` the service ends with it.
 */
export default class AdvancedTaskService extends DataService {
  @task({
    autostart: true,
    restartOnException: true,
    restartSec: 2.0,
    startLimitIntervalSec: 10.0,
    startLimitBurst: 5,
    exitOnFailure: true,
  })
  async criticalTask() {
    for (;;) await this._doCriticalWork();
  }

  _doCriticalWork() {
    return Promise.reject(new Error("Critical failure"));
  }
}
