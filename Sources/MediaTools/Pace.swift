import KinoraPreparation

/// How programs may run: when they are held, and how much of the processor each of them gets.
package struct Pace: Sendable {
    package let brake: Brake
    /// Processor cores for one program, on average over about a second; nil for as many as it takes.
    package let cores: Double?

    package init(brake: Brake = Brake(), cores: Double? = nil) {
        self.brake = brake
        self.cores = cores
    }

    /// Programs that shall not have everything step behind whatever else wants to run; see `nice(1)`.
    var niceness: Int? { cores == nil ? nil : 10 }
}
