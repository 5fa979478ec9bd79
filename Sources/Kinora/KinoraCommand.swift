import ArgumentParser
import Foundation
import KinoraKernel

@main
struct KinoraCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinora",
        abstract: "A streaming service of your own.",
        discussion: """
            Settings come from flags, then KINORA_* environment variables, then kinora.yaml.
            Exits 0 on success, 64 on wrong usage, 1 on failure with one line that says what to do.
            """,
        version: Version.current,
        subcommands: [
            Serve.self, Scan.self, Prepare.self, Jobs.self, Tokens.self, Members.self, BillingCommand.self, Name.self, Copy.self,
            Export.self, Import.self, Mail.self, WebhooksCommand.self, Recommend.self, Evaluate.self, GraphCommand.self,
            BackupCommand.self, RestoreCommand.self, Demo.self, GenerateCommand.self, Doctor.self, Health.self,
        ]
    )

    /// Runs a command; a failure becomes one line on standard error and status 1.
    static func main() async {
        ProcessMemory.shareArenas()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let complaint as any Complaint {
            fail(complaint.sentence)
        } catch is CancellationError {
            fail("Stopped.")
        } catch let error as ExitCode {
            exit(withError: error)
        } catch {
            let code = exitCode(for: error)
            // Help, versions and wrong usage are the parser's to word.
            if code != .failure { exit(withError: error) }
            fail("Something unexpected happened: \("\(error)".onOneLine(atMost: 300)). Run `kinora doctor` to see what is wrong.")
        }
    }

    private static func fail(_ sentence: String) -> Never {
        FileHandle.standardError.write(Data("kinora: \(sentence.onOneLine(atMost: 1000))\n".utf8))
        Foundation.exit(1)
    }
}
