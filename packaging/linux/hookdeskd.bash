# Completion for hookdeskd, and for hookdesk.
_hookdeskd()
{
    local cur prev words cword
    _init_completion || return
    local target='--database --server --key-file --key'
    case $prev in
        --database|--tls-certificate|--tls-key|--first-key-file|--key-file|--report|--inspector|--from|--to) _filedir; return ;;
        --kind) COMPREPLY=($(compgen -W 'full web' -- "$cur")); return ;;
        --methods) COMPREPLY=($(compgen -W 'GET POST PUT PATCH DELETE GET,POST' -- "$cur")); return ;;
        --listen) COMPREPLY=($(compgen -W '127.0.0.1:8787 0.0.0.0:8787 127.0.0.1:0' -- "$cur")); return ;;
        --server|--key|--path|--origin|--description|--hook-hosts|--http-threads|--from-line|--environment|--url|--node) return ;;
    esac
    if ((cword == 1)); then
        COMPREPLY=($(compgen -W 'serve key hooks requests import export backup restore check copy migrate nodes --help --version' -- "$cur"))
        return
    fi
    local options=
    case ${words[1]} in
        serve) options='--database --listen --tls-certificate --tls-key --hook-hosts --http-threads --first-key-file --sample --inspector --node --no-jobs --migrate' ;;
        key)
            if ((cword == 2)); then
                COMPREPLY=($(compgen -W 'create list revoke' -- "$cur"))
                return
            fi
            options='--database'
            [[ ${words[2]} == create ]] && options+=' --kind --methods --path --origin --description' ;;
        hooks)
            if ((cword == 2)); then
                COMPREPLY=($(compgen -W 'pull push' -- "$cur"))
                return
            fi
            options=$target ;;
        requests)
            if ((cword == 2)); then
                COMPREPLY=($(compgen -W 'run' -- "$cur"))
                return
            fi
            options='--environment --url --key-file --key --report' ;;
        import) options="$target --from-line" ;;
        export|backup) options=$target ;;
        restore|check|migrate|nodes) options='--database' ;;
        copy) options='--from --to --replace --while-serving' ;;
    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$options --help" -- "$cur"))
    else
        _filedir
    fi
} &&
complete -F _hookdeskd hookdeskd

_hookdesk()
{
    local cur prev words cword
    _init_completion || return
    case $prev in
        --theme) COMPREPLY=($(compgen -W 'light dark system' -- "$cur")); return ;;
        --listen) COMPREPLY=($(compgen -W '127.0.0.1:8788 127.0.0.1:0' -- "$cur")); return ;;
    esac
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W '--listen --theme --sample --help --version' -- "$cur"))
    else
        _filedir hookdesk
    fi
} &&
complete -F _hookdesk hookdesk
