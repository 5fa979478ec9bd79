import Foundation

/// What the system knows of this process, under the names that Prometheus' clients give it.
struct ProcessFigures {
    /// Bytes in memory; nil where the system does not tell.
    let resident: Double?
    /// Seconds of processor time, own and the system's.
    let cpu: Double
    let openFiles: Double?

    init() {
        var usage = rusage()
        // RUSAGE_SELF, which the C libraries declare differently.
        getrusage(0, &usage)
        cpu = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        let pages = FileManager.default.contents(atPath: "/proc/self/statm")
            .map { String(decoding: $0, as: UTF8.self).split(separator: " ") }
        resident = pages.flatMap { $0.count > 1 ? Double($0[1]) : nil }.map { $0 * Double(sysconf(CInt(_SC_PAGESIZE))) }
        openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count) }
    }

    func write(to page: inout Exposition) {
        page.single("process_cpu_seconds_total", .counter, "Processor time of the server, in seconds.", cpu)
        if let resident { page.single("process_resident_memory_bytes", .gauge, "Memory of the server, in bytes.", resident) }
        if let openFiles { page.single("process_open_fds", .gauge, "Open file descriptors.", openFiles) }
    }
}
