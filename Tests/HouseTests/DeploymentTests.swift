import Foundation
import Testing

/// The files of `Deployment/`, as those judge them who read them in the end.
@Suite("What is deployed is understood by systemd and nginx", .timeLimit(.minutes(5)))
struct DeploymentTests {
    private static let systemd = program("systemd-analyze")
    private static let nginx = program("nginx")
    private static let openssl = program("openssl")

    private static func program(_ name: String) -> String? {
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"].map { "\($0)/\(name)" }
            .first(where: FileManager.default.isExecutableFile)
    }

    private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    private func inNewFolder(_ use: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-deployment-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try use(folder)
    }

    @Test(.enabled(if: systemd != nil, "systemd-analyze is not installed"))
    func systemdFindsNothingWrongWithTheUnit() throws {
        try inNewFolder { folder in
            let unit = try HouseFiles.text("Deployment/kinora.service")
            let start = "ExecStart=/opt/kinora/kinora serve"
            #expect(unit.contains(start))
            // The program is not installed where this runs, and systemd looks for it.
            let file = folder.appending(path: "kinora.service")
            try unit.replacing(start, with: "ExecStart=/bin/true serve").write(to: file, atomically: true, encoding: .utf8)
            let judged = try run(#require(Self.systemd), ["verify", "--man=no", file.path])
            #expect(judged.status == 0 && judged.output.isEmpty, "\(judged.output)")

            // A judge that finds nothing ever would prove nothing.
            try unit.replacing(start, with: "ExecStrat=/bin/true").write(to: file, atomically: true, encoding: .utf8)
            let wrong = try run(#require(Self.systemd), ["verify", "--man=no", file.path])
            #expect(wrong.output.contains("ExecStrat"), "\(wrong.output)")
        }
    }

    @Test(.enabled(if: nginx != nil && openssl != nil, "nginx or openssl is not installed"))
    func nginxFindsNothingWrongWithTheSite() throws {
        try inNewFolder { folder in
            let made = try run(
                #require(Self.openssl),
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj",
                    "/CN=films.example.org", "-keyout", "\(folder.path)/privkey.pem", "-out", "\(folder.path)/fullchain.pem",
                ])
            #expect(made.status == 0, "\(made.output)")
            let site = try HouseFiles.text("Deployment/nginx.conf")
            #expect(site.contains("server web:8080;") && site.contains("/etc/nginx/certificates/"))
            // No container is called `web` here, and the certificate lies elsewhere.
            let here = site.replacing("server web:8080;", with: "server 127.0.0.1:8080;")
                .replacing("/etc/nginx/certificates/", with: "\(folder.path)/")
            #expect(try judge(here, in: folder).status == 0)

            let wrong = try judge(here.replacing("proxy_buffering off;", with: "proxy_bufering off;"), in: folder)
            #expect(wrong.status != 0 && wrong.output.contains("proxy_bufering"), "\(wrong.output)")
        }
    }

    private func judge(_ site: String, in folder: URL) throws -> (status: Int32, output: String) {
        try site.write(to: folder.appending(path: "site.conf"), atomically: true, encoding: .utf8)
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path t;" }.joined(separator: " ")
        try "pid \(folder.path)/pid; error_log stderr; events {} http { access_log off; \(temporary) include site.conf; }"
            .write(to: folder.appending(path: "nginx.conf"), atomically: true, encoding: .utf8)
        return try run(#require(Self.nginx), ["-t", "-p", folder.path, "-c", folder.appending(path: "nginx.conf").path, "-e", "stderr"])
    }
}
