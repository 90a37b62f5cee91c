// Written by `runner catalog pull`, from dagster.lock: a change made here would be lost with the next one.
// swift-format-ignore-file
public import JobDSL

extension Schedule {
  /// `fault_pause_0`: * * * * * (UTC); launches noop_job.
  public static var faultPause0: Self { Schedule("fault_pause_0", location: "lab") }
  /// `fault_pause_1`: * * * * * (UTC); launches noop_job.
  public static var faultPause1: Self { Schedule("fault_pause_1", location: "lab") }
  /// `fault_pause_10`: * * * * * (UTC); launches noop_job.
  public static var faultPause10: Self { Schedule("fault_pause_10", location: "lab") }
  /// `fault_pause_11`: * * * * * (UTC); launches noop_job.
  public static var faultPause11: Self { Schedule("fault_pause_11", location: "lab") }
  /// `fault_pause_12`: * * * * * (UTC); launches noop_job.
  public static var faultPause12: Self { Schedule("fault_pause_12", location: "lab") }
  /// `fault_pause_13`: * * * * * (UTC); launches noop_job.
  public static var faultPause13: Self { Schedule("fault_pause_13", location: "lab") }
  /// `fault_pause_14`: * * * * * (UTC); launches noop_job.
  public static var faultPause14: Self { Schedule("fault_pause_14", location: "lab") }
  /// `fault_pause_15`: * * * * * (UTC); launches noop_job.
  public static var faultPause15: Self { Schedule("fault_pause_15", location: "lab") }
  /// `fault_pause_16`: * * * * * (UTC); launches noop_job.
  public static var faultPause16: Self { Schedule("fault_pause_16", location: "lab") }
  /// `fault_pause_17`: * * * * * (UTC); launches noop_job.
  public static var faultPause17: Self { Schedule("fault_pause_17", location: "lab") }
  /// `fault_pause_18`: * * * * * (UTC); launches noop_job.
  public static var faultPause18: Self { Schedule("fault_pause_18", location: "lab") }
  /// `fault_pause_19`: * * * * * (UTC); launches noop_job.
  public static var faultPause19: Self { Schedule("fault_pause_19", location: "lab") }
  /// `fault_pause_2`: * * * * * (UTC); launches noop_job.
  public static var faultPause2: Self { Schedule("fault_pause_2", location: "lab") }
  /// `fault_pause_20`: * * * * * (UTC); launches noop_job.
  public static var faultPause20: Self { Schedule("fault_pause_20", location: "lab") }
  /// `fault_pause_21`: * * * * * (UTC); launches noop_job.
  public static var faultPause21: Self { Schedule("fault_pause_21", location: "lab") }
  /// `fault_pause_22`: * * * * * (UTC); launches noop_job.
  public static var faultPause22: Self { Schedule("fault_pause_22", location: "lab") }
  /// `fault_pause_23`: * * * * * (UTC); launches noop_job.
  public static var faultPause23: Self { Schedule("fault_pause_23", location: "lab") }
  /// `fault_pause_24`: * * * * * (UTC); launches noop_job.
  public static var faultPause24: Self { Schedule("fault_pause_24", location: "lab") }
  /// `fault_pause_25`: * * * * * (UTC); launches noop_job.
  public static var faultPause25: Self { Schedule("fault_pause_25", location: "lab") }
  /// `fault_pause_26`: * * * * * (UTC); launches noop_job.
  public static var faultPause26: Self { Schedule("fault_pause_26", location: "lab") }
  /// `fault_pause_27`: * * * * * (UTC); launches noop_job.
  public static var faultPause27: Self { Schedule("fault_pause_27", location: "lab") }
  /// `fault_pause_28`: * * * * * (UTC); launches noop_job.
  public static var faultPause28: Self { Schedule("fault_pause_28", location: "lab") }
  /// `fault_pause_29`: * * * * * (UTC); launches noop_job.
  public static var faultPause29: Self { Schedule("fault_pause_29", location: "lab") }
  /// `fault_pause_3`: * * * * * (UTC); launches noop_job.
  public static var faultPause3: Self { Schedule("fault_pause_3", location: "lab") }
  /// `fault_pause_30`: * * * * * (UTC); launches noop_job.
  public static var faultPause30: Self { Schedule("fault_pause_30", location: "lab") }
  /// `fault_pause_31`: * * * * * (UTC); launches noop_job.
  public static var faultPause31: Self { Schedule("fault_pause_31", location: "lab") }
  /// `fault_pause_4`: * * * * * (UTC); launches noop_job.
  public static var faultPause4: Self { Schedule("fault_pause_4", location: "lab") }
  /// `fault_pause_5`: * * * * * (UTC); launches noop_job.
  public static var faultPause5: Self { Schedule("fault_pause_5", location: "lab") }
  /// `fault_pause_6`: * * * * * (UTC); launches noop_job.
  public static var faultPause6: Self { Schedule("fault_pause_6", location: "lab") }
  /// `fault_pause_7`: * * * * * (UTC); launches noop_job.
  public static var faultPause7: Self { Schedule("fault_pause_7", location: "lab") }
  /// `fault_pause_8`: * * * * * (UTC); launches noop_job.
  public static var faultPause8: Self { Schedule("fault_pause_8", location: "lab") }
  /// `fault_pause_9`: * * * * * (UTC); launches noop_job.
  public static var faultPause9: Self { Schedule("fault_pause_9", location: "lab") }
  /// `nightly`: 0 3 * * * (UTC); launches noop_job.
  public static var nightly: Self { Schedule("nightly", location: "lab") }
  /// `pause_canceled`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseCanceled: Self { Schedule("pause_canceled", location: "lab") }
  /// `pause_drained`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseDrained: Self { Schedule("pause_drained", location: "lab") }
  /// `pause_fails`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseFails: Self { Schedule("pause_fails", location: "lab") }
  /// `pause_killed`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseKilled: Self { Schedule("pause_killed", location: "lab") }
  /// `pause_left`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseLeft: Self { Schedule("pause_left", location: "lab") }
  /// `pause_read_only`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseReadOnly: Self { Schedule("pause_read_only", location: "lab") }
  /// `pause_shared`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseShared: Self { Schedule("pause_shared", location: "lab") }
  /// `pause_stale`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseStale: Self { Schedule("pause_stale", location: "lab") }
  /// `pause_unsure`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseUnsure: Self { Schedule("pause_unsure", location: "lab") }
  /// `pause_whole`: 0 3 * * * (UTC); launches noop_job.
  public static var pauseWhole: Self { Schedule("pause_whole", location: "lab") }
}
extension Sensor {
  /// `default_automation_condition_sensor`.
  public static var defaultAutomationCondition: Self { Sensor("default_automation_condition_sensor", location: "lab") }
  /// `fault_pause_0_sensor`: launches noop_job.
  public static var faultPause0: Self { Sensor("fault_pause_0_sensor", location: "lab") }
  /// `fault_pause_1_sensor`: launches noop_job.
  public static var faultPause1: Self { Sensor("fault_pause_1_sensor", location: "lab") }
  /// `fault_pause_10_sensor`: launches noop_job.
  public static var faultPause10: Self { Sensor("fault_pause_10_sensor", location: "lab") }
  /// `fault_pause_11_sensor`: launches noop_job.
  public static var faultPause11: Self { Sensor("fault_pause_11_sensor", location: "lab") }
  /// `fault_pause_12_sensor`: launches noop_job.
  public static var faultPause12: Self { Sensor("fault_pause_12_sensor", location: "lab") }
  /// `fault_pause_13_sensor`: launches noop_job.
  public static var faultPause13: Self { Sensor("fault_pause_13_sensor", location: "lab") }
  /// `fault_pause_14_sensor`: launches noop_job.
  public static var faultPause14: Self { Sensor("fault_pause_14_sensor", location: "lab") }
  /// `fault_pause_15_sensor`: launches noop_job.
  public static var faultPause15: Self { Sensor("fault_pause_15_sensor", location: "lab") }
  /// `fault_pause_16_sensor`: launches noop_job.
  public static var faultPause16: Self { Sensor("fault_pause_16_sensor", location: "lab") }
  /// `fault_pause_17_sensor`: launches noop_job.
  public static var faultPause17: Self { Sensor("fault_pause_17_sensor", location: "lab") }
  /// `fault_pause_18_sensor`: launches noop_job.
  public static var faultPause18: Self { Sensor("fault_pause_18_sensor", location: "lab") }
  /// `fault_pause_19_sensor`: launches noop_job.
  public static var faultPause19: Self { Sensor("fault_pause_19_sensor", location: "lab") }
  /// `fault_pause_2_sensor`: launches noop_job.
  public static var faultPause2: Self { Sensor("fault_pause_2_sensor", location: "lab") }
  /// `fault_pause_20_sensor`: launches noop_job.
  public static var faultPause20: Self { Sensor("fault_pause_20_sensor", location: "lab") }
  /// `fault_pause_21_sensor`: launches noop_job.
  public static var faultPause21: Self { Sensor("fault_pause_21_sensor", location: "lab") }
  /// `fault_pause_22_sensor`: launches noop_job.
  public static var faultPause22: Self { Sensor("fault_pause_22_sensor", location: "lab") }
  /// `fault_pause_23_sensor`: launches noop_job.
  public static var faultPause23: Self { Sensor("fault_pause_23_sensor", location: "lab") }
  /// `fault_pause_24_sensor`: launches noop_job.
  public static var faultPause24: Self { Sensor("fault_pause_24_sensor", location: "lab") }
  /// `fault_pause_25_sensor`: launches noop_job.
  public static var faultPause25: Self { Sensor("fault_pause_25_sensor", location: "lab") }
  /// `fault_pause_26_sensor`: launches noop_job.
  public static var faultPause26: Self { Sensor("fault_pause_26_sensor", location: "lab") }
  /// `fault_pause_27_sensor`: launches noop_job.
  public static var faultPause27: Self { Sensor("fault_pause_27_sensor", location: "lab") }
  /// `fault_pause_28_sensor`: launches noop_job.
  public static var faultPause28: Self { Sensor("fault_pause_28_sensor", location: "lab") }
  /// `fault_pause_29_sensor`: launches noop_job.
  public static var faultPause29: Self { Sensor("fault_pause_29_sensor", location: "lab") }
  /// `fault_pause_3_sensor`: launches noop_job.
  public static var faultPause3: Self { Sensor("fault_pause_3_sensor", location: "lab") }
  /// `fault_pause_30_sensor`: launches noop_job.
  public static var faultPause30: Self { Sensor("fault_pause_30_sensor", location: "lab") }
  /// `fault_pause_31_sensor`: launches noop_job.
  public static var faultPause31: Self { Sensor("fault_pause_31_sensor", location: "lab") }
  /// `fault_pause_4_sensor`: launches noop_job.
  public static var faultPause4: Self { Sensor("fault_pause_4_sensor", location: "lab") }
  /// `fault_pause_5_sensor`: launches noop_job.
  public static var faultPause5: Self { Sensor("fault_pause_5_sensor", location: "lab") }
  /// `fault_pause_6_sensor`: launches noop_job.
  public static var faultPause6: Self { Sensor("fault_pause_6_sensor", location: "lab") }
  /// `fault_pause_7_sensor`: launches noop_job.
  public static var faultPause7: Self { Sensor("fault_pause_7_sensor", location: "lab") }
  /// `fault_pause_8_sensor`: launches noop_job.
  public static var faultPause8: Self { Sensor("fault_pause_8_sensor", location: "lab") }
  /// `fault_pause_9_sensor`: launches noop_job.
  public static var faultPause9: Self { Sensor("fault_pause_9_sensor", location: "lab") }
  /// `pause_canceled_sensor`: launches noop_job.
  public static var pauseCanceled: Self { Sensor("pause_canceled_sensor", location: "lab") }
  /// `pause_drained_sensor`: launches noop_job.
  public static var pauseDrained: Self { Sensor("pause_drained_sensor", location: "lab") }
  /// `pause_fails_sensor`: launches noop_job.
  public static var pauseFails: Self { Sensor("pause_fails_sensor", location: "lab") }
  /// `pause_killed_sensor`: launches noop_job.
  public static var pauseKilled: Self { Sensor("pause_killed_sensor", location: "lab") }
  /// `pause_left_sensor`: launches noop_job.
  public static var pauseLeft: Self { Sensor("pause_left_sensor", location: "lab") }
  /// `pause_read_only_sensor`: launches noop_job.
  public static var pauseReadOnly: Self { Sensor("pause_read_only_sensor", location: "lab") }
  /// `pause_shared_sensor`: launches noop_job.
  public static var pauseShared: Self { Sensor("pause_shared_sensor", location: "lab") }
  /// `pause_stale_sensor`: launches noop_job.
  public static var pauseStale: Self { Sensor("pause_stale_sensor", location: "lab") }
  /// `pause_unsure_sensor`: launches noop_job.
  public static var pauseUnsure: Self { Sensor("pause_unsure_sensor", location: "lab") }
  /// `pause_whole_sensor`: launches noop_job.
  public static var pauseWhole: Self { Sensor("pause_whole_sensor", location: "lab") }
  /// `poke`: launches noop_job.
  public static var poke: Self { Sensor("poke", location: "lab") }
}
