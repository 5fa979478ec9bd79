import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation

/// The figures of a running server, as Prometheus collects them.
struct Metrics: Sendable {
    let requests: RequestMeter
    let quick: QuickMeter
    let store: any DocumentStore
    let began: Moment

    func text() async -> String {
        var page = Exposition()
        page.metric("kinora_build_info", .gauge, "The program's version.")
        page.sample("kinora_build_info", ["version": Version.current], 1)
        page.single(
            "process_start_time_seconds", .gauge, "When the server began, in seconds since 1970.", Double(began.milliseconds) / 1000)
        ProcessFigures().write(to: &page)
        write(requests.all, to: &page)
        page.single(
            "kinora_http_requests_open", .gauge, "Requests whose answers have not begun.", Double(requests.open))
        page.single(
            "kinora_segments_total", .counter, "Pieces of films that were sent without the router.", Double(quick.answers))
        page.single("kinora_segment_bytes_total", .counter, "Their bytes.", Double(quick.bytes))
        await writeJobs(to: &page)
        return page.text
    }

    private func write(_ tallies: [RequestMeter.Kind: RequestMeter.Tally], to page: inout Exposition) {
        let name = "kinora_http_request_duration_seconds"
        page.metric(name, .histogram, "Time until the answer to a request began, by route.")
        for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            let status = "\(kind.statusClass)xx"
            let edges = RequestMeter.bounds.map { String($0) } + ["+Inf"]
            for (edge, count) in zip(edges, tally.counts) {
                page.sample(
                    name + "_bucket", ["route": kind.route, "method": kind.method, "status": status, "le": edge], Double(count))
            }
            page.sample(name + "_sum", ["route": kind.route, "method": kind.method, "status": status], tally.seconds)
            page.sample(name + "_count", ["route": kind.route, "method": kind.method, "status": status], Double(tally.count))
        }
    }

    /// Left out while the documents cannot be reached: the rest is of use just then.
    private func writeJobs(to page: inout Exposition) async {
        var counts: [(Job.State, Int)] = []
        for state in Job.State.allCases {
            guard let count = try? await store.count(.equal("state", .string(state.rawValue)), in: Job.schema.name) else { return }
            counts.append((state, count))
        }
        page.metric("kinora_jobs", .gauge, "Jobs of preparation by state.")
        for (state, count) in counts { page.sample("kinora_jobs", ["state": state.rawValue], Double(count)) }
    }
}
