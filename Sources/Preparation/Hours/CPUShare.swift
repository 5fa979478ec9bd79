/// How much of this machine's processor encoding may take, divided among the programs that run at once.
package struct CPUShare: Hashable, Sendable {
    /// Programs that run at once, one at least.
    package let programs: Int
    /// Cores for each of them, on average; nil when everything may be taken.
    package let coresEach: Double?

    /// - Parameters:
    ///   - percent: of all cores, 1 … 100.
    ///   - workers: programs that may run at once at most.
    package init(percent: Int, of cores: Int, workers: Int) {
        guard percent < 100 else {
            programs = max(1, workers)
            coresEach = nil
            return
        }
        let all = Double(max(1, cores) * max(1, percent)) / 100
        programs = max(1, min(workers, Int(all.rounded(.up))))
        coresEach = all / Double(programs)
    }
}
