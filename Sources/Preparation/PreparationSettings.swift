import KinoraKernel

/// How films are prepared on this computer.
package struct PreparationSettings: Hashable, Sendable {
    package var encoding: EncodingSettings
    /// Commands that run at once; each uses one core for encoding.
    package var parallelCommands: Int
    /// How often a worker renews its lease, writes progress and looks whether it shall stop.
    package var beat: Duration
    /// How long an idle worker waits before it looks for work again.
    package var idle: Duration
    /// How long a job rests that found no room on the disk.
    package var rest: Duration
    /// Bytes that are kept free on the disk.
    package var reserve: Int64

    package init(
        encoding: EncodingSettings = EncodingSettings(), parallelCommands: Int, beat: Duration = .seconds(1),
        idle: Duration = .seconds(2), rest: Duration = .seconds(60), reserve: Int64 = 200_000_000
    ) {
        self.encoding = encoding
        self.parallelCommands = max(1, parallelCommands)
        self.beat = beat
        self.idle = idle
        self.rest = rest
        self.reserve = reserve
    }
}
