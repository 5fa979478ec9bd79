import HTTPTypes
import Hummingbird
import KinoraKernel
import Logging

/// The one door: every request passes the same guards, in one order, and then finds its route.
///
/// From the outside in: a name and a count for every request, headers on every answer, errors become answers, how many ask at once, the host's name, the method, where a change comes from, how much is sent;
/// then who asks, and whether the route's rule admits them (`Admission`).
package struct Gate {
    private let hosts: AllowedHosts
    private let isOverTLS: Bool
    private let admission: Admission
    private let problems: any ProblemAnswer
    private let watch: RequestWatch

    /// - Parameters:
    ///   - meter: counts requests.
    ///   - accessLog: where each request is written down; nowhere without it.
    package init(
        hosts: AllowedHosts, isOverTLS: Bool = false, admission: Admission, problems: any ProblemAnswer,
        meter: RequestMeter = RequestMeter(),
        accessLog: Logger? = nil
    ) {
        watch = RequestWatch(meter: meter, log: accessLog)
        self.hosts = hosts
        self.isOverTLS = isOverTLS
        self.admission = admission
        self.problems = problems
    }

    /// A router for all routes. What can be fetched answers HEAD too; another method on a known path is answered with 405 and `Allow`.
    package func router(for routes: [Route]) -> Router<Visitor> {
        let router = Router(context: Visitor.self)
        router.add(middleware: watch)
        router.add(middleware: SecurityHeaders(isOverTLS: isOverTLS))
        router.add(middleware: ProblemGuard(problems: problems))
        router.add(middleware: CrowdGuard(meter: watch.meter))
        router.add(middleware: HostGuard(hosts: hosts))
        let programs = ProgramPaths(of: routes)
        router.add(middleware: MethodGuard(programs: programs))
        router.add(middleware: SameOriginGuard(programs: programs, signed: Set(routes.filter { $0.rule == .signature }.map(\.path))))
        router.add(middleware: BodyLimit(programs: programs))
        router.add(middleware: FormGuard(programs: programs))
        for (path, there) in Dictionary(grouping: routes, by: \.path) { add(there, at: path, to: router) }
        return router
    }

    /// The way past the router for what is answered at once (`QuickAnswers`), with the same hosts and the same fields.
    package func quickLane(_ answers: any QuickAnswers, meter: QuickMeter = QuickMeter(), time: any TimeSource) -> QuickLane {
        QuickLane(hosts: hosts, headers: SecurityHeaders(isOverTLS: isOverTLS), answers: answers, meter: meter, time: time)
    }

    private func add(_ routes: [Route], at path: String, to router: Router<Visitor>) {
        var allowed: [HTTPRequest.Method] = []
        for route in routes {
            let handler = admission.guarded(route, problems)
            router.on(RouterPath(path), method: route.method, use: handler)
            allowed.append(route.method)
            guard route.method == .get, !routes.contains(where: { $0.method == .head }) else { continue }
            router.on(RouterPath(path), method: .head) { try await handler($0, $1).createHeadResponse() }
            allowed.append(.head)
        }
        let known = allowed
        for method in MethodGuard.known where !allowed.contains(method) {
            router.on(RouterPath(path), method: method) { _, _ -> Response in
                throw Refusal.methodNotAllowed(known)
            }
        }
    }
}
