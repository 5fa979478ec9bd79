import KinoraKernel

extension Identifier where Subject == Job {
    /// Whether it has the form of those that are made here (`make`), so that a folder of that name can be a job's.
    var isPlain: Bool {
        rawValue.utf8.count == 26 && rawValue.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }
}
